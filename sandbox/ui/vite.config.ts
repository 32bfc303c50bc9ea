import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import { assumptionsOf } from './assumptions.ts'

/** Where a sandbox answers while the pages are developed with hot reload. */
const sandbox = process.env.PQL_SANDBOX_URL ?? 'http://127.0.0.1:4000'
const behind = ['_sandbox', 'gitlab', 'customersdot', 'workato', 'marketo', 'salesforce']

/** The module `virtual:assumptions`: the small part of the document that the pages need of it, made from it when they are built. */
const assumptions: Plugin = {
  name: 'assumptions',
  resolveId: (id) => (id === 'virtual:assumptions' ? '\0assumptions' : undefined),
  load(id) {
    if (id !== '\0assumptions') return undefined
    const path = fileURLToPath(new URL('../../contracts/openapi.json', import.meta.url))
    this.addWatchFile(path)
    return `export const assumptions = ${JSON.stringify(assumptionsOf(JSON.parse(readFileSync(path, 'utf8'))))}`
  },
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), assumptions],
  build: { outDir: '../../dist/ui', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: { host: '127.0.0.1', port: 4100, proxy: Object.fromEntries(behind.map((name) => [`/${name}`, { target: sandbox }])) },
})
