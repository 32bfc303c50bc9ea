#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'

// Plain JavaScript, and no top-level await, so that an old Node gets as far as the sentence.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`pql-sandbox needs Node.js 22.18 or newer, and this is ${process.versions.node}.`)
  process.exitCode = 2
} else {
  // Halves the time of a start. Deno has no such function, and Node continues without a folder for it.
  module.enableCompileCache?.()
  const source = new URL('./cli/cli.ts', import.meta.url)
  const build = new URL('../dist/sandbox/cli/cli.js', import.meta.url)
  import((existsSync(source) ? source : build).href).then(async ({ run }) => {
    process.exitCode = await run(process.argv.slice(2))
  })
}
