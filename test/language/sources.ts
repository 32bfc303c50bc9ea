import { globSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

const folders = '{bench,contracts,docs,examples,mocks,sandbox,test}'
const generated = ['contracts/**/openapi.json', 'contracts/**/openapi.d.ts', 'contracts/pacts/**', '**/*.d.json.ts']

/** Every file that we write and people read, as sorted paths from the root. */
export const sources: string[] = globSync(['*.{md,ts,yaml}', `${folders}/**/*.{md,ts,js,vue,css,yaml,yml}`], {
  cwd: root,
  exclude: generated,
})
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
