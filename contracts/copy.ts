import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Copies to the build what the compiler does not: the bundle, the types generated from it, and the pacts. */
const target = process.argv[2]
if (!target) throw new Error('Name the folder to copy to: node contracts/copy.ts <folder>')
mkdirSync(target, { recursive: true })
// These declarations are for the checkout: in a package the compiler reads the JSON itself.
const isPublished = (path: string) => !path.endsWith('.d.json.ts')
for (const folder of [join('openapi', 'generated'), 'pacts'])
  cpSync(join(import.meta.dirname, folder), join(target, folder), { recursive: true, filter: isPublished })
