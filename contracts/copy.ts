import { copyFileSync, cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Puts beside the build what the compiler does not copy: the bundle and the types generated from it, and the pacts. */
const target = process.argv[2]
if (!target) throw new Error('Name the folder to copy to: node contracts/copy.ts <folder>')
mkdirSync(target, { recursive: true })
for (const name of ['openapi.json', 'openapi.d.ts', 'openapi.d.json.ts']) copyFileSync(join(import.meta.dirname, name), join(target, name))
cpSync(join(import.meta.dirname, 'pacts'), join(target, 'pacts'), { recursive: true })
