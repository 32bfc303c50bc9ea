import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validator } from '../../contracts/openapi/spec.ts'
import { ownFolder } from '../../contracts/pact/folder.ts'
import { folder, run } from './process.ts'

const hop = ['--hop', 'workato-marketo']

describe('pql-sandbox coverage', () => {
  it('prints what the contract of a hop speaks of, and exits with 0 when that is all that is used', async () => {
    const { code, out, err } = await run(['coverage', ...hop])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('workato-marketo: 3 of 6 documented statuses exercised')
    expect(out).toContain('2 of 2 used statuses exercised (100%)')
    expect(out).not.toContain('Salesforce')
  })

  it('exits with 1 and names the hop that has no pact', async () => {
    const pacts = await folder()
    await copyFile(join(ownFolder, 'workato-marketo.json'), join(pacts, 'workato-marketo.json'))
    const { code, err } = await run(['coverage', ...hop, '--hop', 'marketo-salesforce', '--pacts', pacts])
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/^marketo-salesforce: no pact has an interaction of this hop\./) })
  })

  it('puts what other commands found on the same page', async () => {
    const place = await folder()
    const [found, page] = [join(place, 'mutants.json'), join(place, 'all.html')]
    const mutation = { at: '2026-03-02T09:00:00.000Z', killed: 1117, total: 1121, survivors: [] }
    await writeFile(found, JSON.stringify({ hops: [{ consumer: 'workato', provider: 'marketo', interactions: [], mutation }] }))
    const { code } = await run(['coverage', ...hop, '--with', found, '--html', page])
    expect(code).toBe(0)
    const text = await readFile(page, 'utf8')
    expect(text).toMatch(/1117 of 1121/)
    expect(text).toMatch(/2 of 2/)
    const lost = await run(['coverage', ...hop, '--with', join(place, 'none.json')])
    expect(lost).toMatchObject({ code: 2, err: expect.stringMatching(/none\.json is no report that --json has written: ENOENT/) })
  })

  it('prints the report and nothing else as JSON', async () => {
    const { out } = await run(['coverage', ...hop, '--json'])
    expect(validator('ControlContracts').safeParse(JSON.parse(out)).error).toBeUndefined()
  })

  it('exits with 2 when the pacts cannot be read', async () => {
    const pacts = await folder()
    await writeFile(join(pacts, 'broken.json'), '{')
    expect(await run(['coverage', '--pacts', pacts])).toMatchObject({ code: 2, err: expect.stringContaining('broken.json is no pact') })
  })
})
