import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { type Violation, violations } from '../../../contracts/openapi/dialect.ts'
import type { Document } from '../../../contracts/openapi/document.ts'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import { misshapen } from '../../../contracts/openapi/shape.ts'
import { atRevision } from './revision.ts'

const remedy = 'Name openapi.yaml, or a bundle of it, or a git revision.'

/**
 * Reads a version of the OpenAPI document, bundled: a file, which is openapi.yaml or a bundle as JSON, or else a git revision, in
 * which the openapi.yaml of the folder is meant. Throws Mistake when there is none, and when it leaves the dialect.
 */
export async function readDocument(version: string, folder = process.cwd()): Promise<Document> {
  const file = resolve(folder, version)
  if (await isFile(file)) return understood(await parse(file, version), version)
  const name = `openapi.yaml of ${version}`
  return atRevision(version, folder, async (file) => understood(await parse(file, name), name))
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  )

const parse = (file: string, name: string): Promise<unknown> => (file.endsWith('.json') ? parseJson(file, name) : join(file, name))

async function parseJson(file: string, name: string): Promise<unknown> {
  const text = await readFile(file, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Mistake(`${name} is no JSON: ${(error as Error).message}. ${remedy}`)
  }
}

/** Bundles a file with those it refers to. */
async function join(file: string, name: string): Promise<unknown> {
  const { bundle } = await bundler()
  try {
    return await bundle(file)
  } catch (error) {
    const message = (error as Error).message.replace(`${file} cannot be bundled:`, '').replaceAll(dirname(file) + sep, '')
    throw new Mistake(`${name} cannot be bundled: ${message.trim().replaceAll(/\s*\n\s*/g, '; ')}. ${remedy}`)
  }
}

/** The bundler is a tool of development, which those who install the package do not get. */
async function bundler(): Promise<typeof import('../../../contracts/openapi/bundle.ts')> {
  try {
    return await import('../../../contracts/openapi/bundle.ts')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Mistake(
      'To read YAML takes a bundler: run "npm install --save-dev @redocly/openapi-core@1 openapi-typescript@7", or name bundles as JSON.',
    )
  }
}

/** Refuses what the comparison would not understand whole. */
function understood(value: unknown, name: string): Document {
  const reason = misshapen(value)
  if (reason) throw new Mistake(`${name} is no OpenAPI 3 document, at ${reason}. ${remedy}`)
  const [first, ...more] = strays(value as Document, name)
  if (!first) return value as Document
  const others = more.length ? ` (and ${more.length} more)` : ''
  throw new Mistake(
    `${name} leaves the dialect, so that it cannot be compared, at ${first.at}: ${first.message}${others} Correct it there.`,
  )
}

function strays(document: Document, name: string): Violation[] {
  try {
    return violations(document)
  } catch (error) {
    // A reference that leads nowhere: the bundler finds it in YAML, but a bundle was not made just now.
    throw new Mistake(`${name} cannot be read. ${(error as Error).message}`)
  }
}
