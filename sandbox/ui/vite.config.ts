import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

/** Where a sandbox answers while the pages are developed with hot reload. */
const sandbox = process.env.PQL_SANDBOX_URL ?? 'http://127.0.0.1:4000'
const behind = ['_sandbox', 'gitlab', 'customersdot', 'workato', 'marketo', 'salesforce']

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue()],
  build: { outDir: '../../dist/ui', emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 600 },
  server: { host: '127.0.0.1', port: 4100, proxy: Object.fromEntries(behind.map((name) => [`/${name}`, { target: sandbox }])) },
})
