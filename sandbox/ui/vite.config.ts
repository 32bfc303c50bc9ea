import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'
import document from '../../contracts/openapi/generated/openapi.json' with { type: 'json' }
import { systemNames } from '../../contracts/openapi/systems/simulated.ts'
import { assumptionsOf } from './assumptions.ts'
import { vocabularyOf } from './pages/try/vocabulary.ts'

/** Where a sandbox answers while the pages are developed with hot reload. */
const sandbox = process.env.PQL_SANDBOX_URL ?? 'http://127.0.0.1:4000'
const behind = ['_sandbox', ...systemNames, 'admin/queues']

/** `virtual:<name>`, which exports `value` as `<name>`: the small part of the document that a page needs of it, taken in when the pages are built. */
const taken = (name: string, value: object): Plugin => ({
  name,
  resolveId: (id) => (id === `virtual:${name}` ? `\0${id}` : undefined),
  load: (id) => (id === `\0virtual:${name}` ? `export const ${name} = ${JSON.stringify(value)}` : undefined),
})

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), taken('vocabulary', vocabularyOf(document)), taken('assumptions', assumptionsOf(document as never))],
  build: {
    outDir: '../../dist/ui',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { host: '127.0.0.1', port: 4100, proxy: Object.fromEntries(behind.map((name) => [`/${name}`, { target: sandbox }])) },
})
