import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const copied = ['contracts', 'mocks', 'sandbox', 'openapi.yaml', 'package.json', 'tsconfig.json', 'vitest.config.ts']
const tests = ['test/setup.ts', 'test/contracts/providers.test.ts']

interface Change {
  file: string
  from: string
  to: string
}

/** Changes one thing in a copy of the project and runs the tests of its contracts there. */
async function runChanged({ file, from, to }: Change, filter: string): Promise<{ code: number; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-broken-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const path of [...copied, ...tests]) await cp(join(root, path), join(folder, path), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const text = await readFile(join(folder, file), 'utf8')
  expect(text.split(from), `${file} has "${from}" once`).toHaveLength(2)
  await writeFile(join(folder, file), text.replace(from, to))
  return vitest(folder, filter)
}

function vitest(cwd: string, filter: string): Promise<{ code: number; output: string }> {
  const { VITEST: _, VITEST_MODE: __, VITEST_WORKER_ID: ___, VITEST_POOL_ID: ____, ...env } = process.env
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', filter]
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env: { ...env, NO_COLOR: '1' } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
  })
}

test('a field of a reply that a simulator renames is named with hop, interaction and path', async () => {
  const change = { file: 'mocks/customersdot/handlers.ts', from: '{ namespaces: await', to: '{ spaces: await' }
  const { code, output } = await runChanged(change, 'test/contracts/providers.test.ts')
  expect(code).toBe(1)
  expect(output).toContain('gitlab-customersdot: a request for the trials that a namespace may start: body $.namespaces: ')
}, 60_000)

test('a field that a mapping drops is named with hop, interaction and path', async () => {
  const change = { file: 'mocks/workato/mapping.ts', from: "  phone: 'phone',\n", to: '' }
  const { code, output } = await runChanged(change, 'contracts/workato-marketo')
  expect(code).toBe(1)
  expect(output).toMatch(/workato → marketo > sends a request to create a person\n/)
  expect(output).toMatch(/\$\.input\[0\]:? Expected a Map with keys \[.*phone.*\] but received one with keys/)
}, 60_000)

test('a status that a simulator changes is named with hop and interaction', async () => {
  const change = { file: 'mocks/customersdot/leads.ts', from: 'status: 201 as const', to: 'status: 200 as const' }
  const { code, output } = await runChanged(change, 'test/contracts/providers.test.ts')
  expect(code).toBe(1)
  expect(output).toContain('gitlab-customersdot: a request to create a hand-raise lead: status: expected 201 but was 200')
}, 60_000)
