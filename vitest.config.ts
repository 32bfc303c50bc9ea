import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'contracts/**/*.test.ts'],
    env: { PACT_DO_NOT_TRACK: 'true' },
    setupFiles: ['test/setup.ts'],
    pool: 'threads',
    // To load the document and the systems anew for each file took longer than the tests of most.
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
})
