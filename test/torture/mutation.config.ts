import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { groups } from './groups.ts'

type Plugin = NonNullable<ViteUserConfig['plugins']>[number]

/**
 * Stryker picks the tests for a mutant by a pattern of their names, in which it joins a suite and its tests by a blank. Vitest 5 joins them by
 * " > ", so without this no test in a `describe` would be run.
 */
const nested: Plugin = {
  name: 'nested-names',
  configureVitest({ project: { config } }) {
    let pattern: RegExp | undefined
    Object.defineProperty(config, 'testNamePattern', {
      enumerable: true,
      get: () => pattern,
      set(given?: RegExp) {
        pattern = given && new RegExp(given.source.replaceAll(' ', '(?: > | )'))
      },
    })
  },
}

/**
 * Runs the tests of the group that MUTANTS names. Each file has modules of its own, because with shared ones Stryker records the covered
 * lines of only one file.
 */
export default defineConfig({
  plugins: [nested],
  test: {
    include: groups[process.env.MUTANTS ?? 'guard']?.include ?? [],
    globalSetup: ['test/refusals/collect.ts'],
    setupFiles: ['test/setup.ts'],
    env: { PACT_DO_NOT_TRACK: 'true' },
    pool: 'threads',
    isolate: true,
    testTimeout: 20_000,
  },
})
