/** The settings of Stryker for the group of files that the variable MUTANTS names. */
import { groups } from './groups.ts'

const name = process.env.MUTANTS ?? 'guard'

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/torture/mutation.config.ts', related: false },
  mutate: groups[name].mutate,
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  reporters: ['json'],
  jsonReporter: { fileName: `node_modules/.cache/stryker/${name}.json` },
  // Node does not strip the types of files below node_modules, and some tests start processes.
  tempDirName: '.stryker',
  thresholds: { break: null },
}
