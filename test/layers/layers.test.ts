import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'

const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'))
const settings = fileURLToPath(new URL('../../biome.json', import.meta.url))

/** The rules of the linter that files in a folder of their own break. */
async function broken(files: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pql-layers-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  copyFileSync(settings, join(folder, 'biome.json'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), `${text}\n`)
  }
  const args = [biome, 'lint', '--vcs-enabled=false', '--reporter=json', '.']
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch((error: { stdout: string }) => error)
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string }[] }
  return [...new Set(diagnostics.map(({ category }) => category))]
}

/** A file that imports another, and that file. */
const importing = (from: string, specifier: string) => {
  const to = join(dirname(from), specifier)
  return { [from]: `import { value } from '${specifier}'\nexport const other = value`, [to]: 'export const value = 1' }
}

const layers = 'lint/style/noRestrictedImports'

describe('an import is refused', () => {
  test.each([
    ['contracts/openapi/spec.ts', '../../mocks/core/world.ts'],
    ['contracts/openapi/diff/schema/schema.ts', '../../../hops/index.ts'],
    ['contracts/pact/pact.ts', '../../sandbox/server/sandbox.ts'],
    ['mocks/msw.ts', '../sandbox/server/face.ts'],
    ['mocks/msw.ts', '../contracts/hops/index.ts'],
    ['mocks/core/engine/answer.ts', '../../systems.ts'],
    ['mocks/core/engine/answer.ts', '../../gitlab/system.ts'],
    ['mocks/core/world.ts', '../msw.ts'],
    ['mocks/gitlab/handlers.ts', '../core/engine/answer.ts'],
    ['mocks/gitlab/handlers.ts', '../core/store/store.ts'],
    ['mocks/gitlab/handlers.ts', '../marketo/tables.ts'],
    ['mocks/gitlab/trials/flow.ts', '../../core/world.ts'],
    ['mocks/gitlab/trials/flow.ts', '../../workato/tables.ts'],
    ['sandbox/server/face.ts', '../../test/ways.ts'],
  ])('from %s to %s', async (from, specifier) => expect(await broken(importing(from, specifier))).toEqual([layers]))

  test('of a server or a disk into the core or a system', async () => {
    const files = { 'mocks/core/world.ts': "import 'node:fs'", 'mocks/gitlab/handlers.ts': "import 'express'" }
    expect(await broken(files)).toEqual([layers])
  })
})

describe('an import passes', () => {
  test.each([
    ['mocks/core/engine/answer.ts', '../system/system.ts'],
    ['mocks/core/engine/answer.ts', '../../../contracts/openapi/spec.ts'],
    ['mocks/gitlab/handlers.ts', '../core/system/system.ts'],
    ['mocks/gitlab/trials/flow.ts', '../../core/http/describe.ts'],
    ['mocks/gitlab/trials/flow.ts', '../namespaces/plans.ts'],
    ['mocks/gitlab/trials/flow.ts', '../../../contracts/openapi/types.ts'],
    ['contracts/pact/pact.ts', '../../mocks/systems.ts'],
    ['sandbox/control/jobs.ts', '../../mocks/core/world.ts'],
  ])('from %s to %s', async (from, specifier) => expect(await broken(importing(from, specifier))).toEqual([]))
})

test('a cycle is refused, also one of types', async () => {
  const files = {
    'mocks/core/engine/one.ts': "import type { Two } from './two.ts'\nexport interface One {\n  two: Two\n}",
    'mocks/core/engine/two.ts': "import type { One } from './one.ts'\nexport interface Two {\n  one: One\n}",
  }
  expect(await broken(files)).toEqual(['lint/suspicious/noImportCycles'])
})
