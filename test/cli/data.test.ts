import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { exportLines } from '../../sandbox/cli/print/shell.ts'
import { folder, open } from './process.ts'

const shell = promisify(execFile)
const items = (out: string): { type: string }[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('pql-sandbox env', () => {
  it.each(['gdk', 'customersdot', 'workato', 'marketo', 'salesforce'])('prints the variables for %s', async (system) => {
    const { client, sandbox } = await open()
    const { variables } = (await (await fetch(`${sandbox.url}/_sandbox/env/${system}`)).json()) as { variables: object }
    expect(JSON.parse((await client('env', system, '--json')).out)).toEqual(variables)
    expect((await client('env', system)).out.split('\n')).toHaveLength(Object.keys(variables).length + 1)
  })

  it('quotes values so that a shell reads them unchanged', async () => {
    const value = `it's $HOME \`id\` "here"\\`
    const script = `${exportLines({ SECRET: value }).join('\n')}\nprintf %s "$SECRET"`
    expect((await shell('/bin/sh', ['-c', script])).stdout).toBe(value)
  })
})

describe('pql-sandbox reset', () => {
  it('makes the sandbox forget, and says so', async () => {
    const { client } = await open()
    await client('send', 'hand-raise')
    const { code, out } = await client('reset')
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/has forgotten every row and trace/) })
    expect((await client('trace', 'jane@example.com')).code).toBe(1)
  })
})

describe('pql-sandbox export', () => {
  it('writes every row and every trace', async () => {
    const { client, sandbox } = await open()
    await client('send', 'hand-raise')
    const { world } = sandbox
    const found = items((await client('export')).out)
    const rows = world.store.names.reduce((sum, name) => sum + world.store.relation(name).rows.size, 0)
    expect(found.filter(({ type }) => type === 'row')).toHaveLength(rows)
    expect(found.filter(({ type }) => type === 'trace')).toHaveLength(world.traces.size)
    expect(found).toContainEqual(expect.objectContaining({ table: 'customersdot.leads', row: expect.objectContaining({ id: 1 }) }))
    expect(found.at(-1)).toMatchObject({ summary: { email: 'jane@example.com' }, spans: expect.any(Array) })
  })

  it('pages through more than a page holds', async () => {
    const { client, sandbox } = await open()
    const features = Array.from({ length: 1001 }, (_, index) => ({ name: `feature_${index}`, enabled: true }))
    const body = JSON.stringify({ gitlab: { features } })
    await fetch(`${sandbox.url}/_sandbox/seed`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const { out } = await client('export')
    expect(new Set(out.match(/"feature_\d+"/g))).toHaveProperty('size', 1001)
  })

  it('writes a file and says what it holds', async () => {
    const { client } = await open()
    const file = join(await folder(), 'sandbox.jsonl')
    const { out } = await client('export', '--out', file)
    const rows = items(await readFile(file, 'utf8')).length
    expect(out).toBe(`Wrote ${rows} rows and 0 traces to ${file}.\n`)
  })

  it('exits with 1 when the file cannot be written', async () => {
    const { client } = await open()
    const { code, err } = await client('export', '--out', join(await folder(), 'missing', 'file'))
    expect(code).toBe(1)
    expect(err).toMatch(/^\S+ cannot be written: .+\n$/)
  })
})
