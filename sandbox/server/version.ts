import { readFileSync } from 'node:fs'

/** The package's version. The file lies two folders up from the source, three from the build. */
export const version: string = read('../../package.json') ?? read('../../../package.json') ?? 'unknown'

function read(path: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { name: string; version: string }
    return manifest.name === 'pql-sandbox' ? manifest.version : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
