import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const sources = fileURLToPath(new URL('../ui/', import.meta.url))
const ground = fileURLToPath(new URL('../../contracts/openapi/generated/openapi.json', import.meta.url))
const mark = 'sources.sha256'

/** The folder with the built pages: in the package beside this file, in a checkout made from the sources when these have changed. */
export async function builtPages(): Promise<string> {
  const built = join(import.meta.dirname, '..', '..', 'ui')
  if (!existsSync(join(sources, 'index.html'))) return built
  const folder = fileURLToPath(new URL('../../dist/ui', import.meta.url))
  const sum = await sumOf(sources)
  if ((await madeFrom(folder)) !== sum) await replace(folder, sum, build)
  return folder
}

/** The checksum of the sources that a folder was built from; empty when it holds no whole build. */
const madeFrom = (folder: string): Promise<string> => readFile(join(folder, mark), 'utf8').catch(() => '')

/**
 * Puts a new build in place of a folder that was made from other sources. It is made beside the folder, so that of several
 * sandboxes that start at once each finds a whole one: the first to be ready stays, the others take theirs away.
 */
export async function replace(folder: string, sum: string, make: (target: string) => Promise<void>) {
  await mkdir(dirname(folder), { recursive: true })
  const fresh = await mkdtemp(`${folder}-`)
  try {
    await make(fresh)
    await writeFile(join(fresh, mark), sum)
    if ((await madeFrom(folder)) === sum) return
    await rm(folder, { recursive: true, force: true })
    await rename(fresh, folder)
  } catch (error) {
    if ((await madeFrom(folder)) !== sum) throw error
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** As everybody gets them, whatever NODE_ENV says: with that of a test runner, Vite would take Vue's larger build for development. */
async function build(outDir: string) {
  const { build } = await import('vite')
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build({ configFile: join(sources, 'vite.config.ts'), root: sources, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

async function sumOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const hash = createHash('sha256').update(await readFile(ground))
  for (const path of paths.sort()) hash.update(path.slice(folder.length)).update(await readFile(path))
  return hash.digest('hex')
}
