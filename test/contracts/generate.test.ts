import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { bundle, types } from '../../contracts/openapi/bundle.ts'
import { systemsOf } from '../../contracts/openapi/systems/tags.ts'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const committed = async (name: string) => (await readFile(path(`contracts/openapi/generated/${name}`), 'utf8')).replaceAll('\r\n', '\n')

test('the committed bundle and types follow from openapi.yaml', async () => {
  const document = await bundle(path('openapi.yaml'))
  expect(`${JSON.stringify(document, null, 1)}\n`).toBe(await committed('openapi.json'))
  expect(await types(document)).toBe(await committed('openapi.d.ts'))
  expect(`${JSON.stringify(systemsOf(document), null, 1)}\n`).toBe(await committed('systems.json'))
})

test('bundling does not depend on where it was begun, and types leave the document as it is', async () => {
  const [first, second] = [await bundle(path('openapi.yaml')), await bundle(path('openapi.yaml'))]
  await types(first)
  expect(first).toEqual(second)
})

async function written(...paths: string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'openapi.yaml')
  await writeFile(
    file,
    ['openapi: 3.1.1', 'info: { title: Own, version: "1" }', 'paths:', ...paths.map((line) => `  ${line}`), ''].join('\n'),
  )
  return file
}

test.each([
  ['in the same file', '#/components/schemas/Nothing'],
  ['in a file that is not there', 'nowhere.yaml#/paths/~1'],
])('a reference that leads nowhere %s is refused', async (_title, reference) => {
  await expect(bundle(await written(`/a: { $ref: '${reference}' }`))).rejects.toThrow(/openapi\.yaml cannot be bundled:\n {2}\S/)
})
