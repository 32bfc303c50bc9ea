import { defineConfig } from 'vitest/config'

/** What takes minutes: `npm run torture`. Short versions of the same are in `npm test`. */
export default defineConfig({
  test: {
    include: ['test/torture/*.torture.ts'],
    fileParallelism: false,
    testTimeout: 60 * 60_000,
    env: { PACT_DO_NOT_TRACK: 'true' },
  },
})
