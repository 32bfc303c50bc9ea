import { defineConfig } from 'vitest/config'

/** The tests that mutants of the core and the server have to pass: all but those that drive a browser or other processes. */
export default defineConfig({
  test: {
    include: ['test/{core,sandbox,fuzz}/**/*.test.ts'],
    exclude: ['test/sandbox/{build,crash}.test.ts'],
    globalSetup: ['test/refusals/collect.ts'],
    setupFiles: ['test/setup.ts'],
    env: { PACT_DO_NOT_TRACK: 'true' },
    pool: 'threads',
    isolate: false,
    testTimeout: 20_000,
  },
})
