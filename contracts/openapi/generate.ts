import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { bundle, types, understood } from './bundle.ts'
import { systemsOf } from './systems/tags.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const checking = process.argv.includes('--check')

const document = understood(await bundle(path('../../openapi.yaml')))
await produce('generated/openapi.json', `${JSON.stringify(document, null, 1)}\n`)
await produce('generated/openapi.d.ts', await types(document))
await produce('generated/systems.json', `${JSON.stringify(systemsOf(document), null, 1)}\n`)

async function produce(name: string, content: string) {
  const current = await readFile(path(name), 'utf8').catch(() => '')
  if (current.replaceAll('\r\n', '\n') === content) return
  if (!checking) return writeFile(path(name), content)
  console.error(`contracts/openapi/${name} does not follow from openapi.yaml. Run "npm run generate" and commit the result.`)
  process.exitCode = 1
}
