import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Puts beside the build what the compiler does not copy: the bundle and the types generated from it, and the pacts. */
const target = process.argv[2]
if (!target) throw new Error('Name the folder to copy to: node contracts/copy.ts <folder>')
mkdirSync(target, { recursive: true })
for (const folder of [join('openapi', 'generated'), 'pacts'])
  cpSync(join(import.meta.dirname, folder), join(target, folder), { recursive: true })
