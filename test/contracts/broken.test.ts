import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const copied = ['contracts', 'mocks', 'sandbox', 'openapi.yaml', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const tests = ['test/setup.ts', 'test/refusals', 'test/law', 'test/contracts/providers.test.ts']

interface Change {
  file: string
  from: string
  to: string
}

/** Each is noticed by an interaction of its own, so that all can be made at once. */
const changes: Change[] = [
  { file: 'mocks/customersdot/handlers.ts', from: '{ namespaces: await', to: '{ spaces: await' },
  { file: 'mocks/customersdot/leads/leads.ts', from: 'status: 201 as const', to: 'status: 200 as const' },
  { file: 'mocks/workato/mapping.ts', from: "  phone: 'phone',\n", to: '' },
]

/** A copy of the project with the changes; what is installed in it is lent. */
async function changed(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-broken-'))
  await Promise.all([...copied, ...tests].map((path) => cp(join(root, path), join(folder, path), { recursive: true })))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const { file, from, to } of changes) {
    const text = await readFile(join(folder, file), 'utf8')
    expect(text.split(from), `${file} has "${from}" once`).toHaveLength(2)
    await writeFile(join(folder, file), text.replace(from, to))
  }
  return folder
}

function vitest(cwd: string, ...filters: string[]): Promise<{ code: number; output: string }> {
  const { VITEST: _, VITEST_MODE: __, VITEST_WORKER_ID: ___, VITEST_POOL_ID: ____, ...env } = process.env
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...filters]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: { ...env, NO_COLOR: '1' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
  })
}

describe('The tests of the contracts', () => {
  let folder: string
  let ended: Awaited<ReturnType<typeof vitest>>
  beforeAll(async () => {
    folder = await changed()
    ended = await vitest(folder, 'test/contracts/providers.test.ts', 'contracts/hops/workato-marketo')
  }, 60_000)
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('fail for the hop whose provider is changed, and for no other', () => {
    expect(ended.code).toBe(1)
    const kept = failed(ended.output).filter((name) => name.includes('keep the contract'))
    expect(new Set(kept)).toEqual(
      new Set(['|behaviour| test/contracts/providers.test.ts > the simulated providers > keep the contract gitlab-customersdot']),
    )
  })

  test('name a field of a reply that a simulator renames with hop, interaction and path', () => {
    expect(ended.output).toContain('gitlab-customersdot: a request for the trials that a namespace may start: body $.namespaces: ')
  })

  test('name a status that a simulator changes with hop and interaction', () => {
    expect(ended.output).toContain('gitlab-customersdot: a request to create a hand-raise lead: status: expected 201 but was 200')
  })

  test('name a field that a mapping drops with hop, interaction and path', () => {
    expect(ended.output).toMatch(/workato → marketo > sends a request to create a person\n/)
    expect(ended.output).toMatch(/\$\.input\[0\]:? Expected a Map with keys \[.*phone.*\] but received one with keys/)
  })
})

/** The tests that Vitest says have failed, one of them as often as something in it failed. */
const failed = (output: string): string[] => [...output.matchAll(/^ *FAIL +(.+)$/gm)].map(([, name]) => name as string)
