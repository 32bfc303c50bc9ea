import { defineConfig } from 'vitest/config'

/** Looks at what all others produced. */
const last = 'test/refusals/refusals.test.ts'

export default defineConfig({
  test: {
    globalSetup: ['test/refusals/collect.ts'],
    projects: [
      { extends: true, test: { name: 'behaviour', include: ['test/**/*.test.ts', 'contracts/**/*.test.ts'], exclude: [last] } },
      { extends: true, test: { name: 'refusals', include: [last], sequence: { groupOrder: 1 } } },
    ],
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
