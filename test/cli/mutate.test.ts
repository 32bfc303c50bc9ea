import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { validator } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { ownFolder } from '../../contracts/pact/folder.ts'
import { progress } from '../../sandbox/cli/print/progress.ts'
import { folder, run } from './process.ts'

const hop = ['--hop', 'workato-marketo']
const sample = [...hop, '--sample', '40', '--seed', '7']

/** A folder with the contract between the recipe and Marketo, made to say nothing of replies. */
async function silenced(): Promise<string> {
  const pacts = await folder()
  const pact = JSON.parse(await readFile(join(ownFolder, 'workato-marketo.json'), 'utf8')) as { interactions: { response: object }[] }
  const interactions = pact.interactions.slice(0, 1).map((interaction) => ({ ...interaction, response: { status: 200 } }))
  await writeFile(join(pacts, 'workato-marketo.json'), JSON.stringify({ ...pact, interactions }))
  return pacts
}

describe('pql-sandbox mutate', () => {
  it('prints how many mutants of a hop were killed, and exits with 0 when enough were', async () => {
    const { code, out } = await run(['mutate', ...sample])
    expect(code).toBe(0)
    expect(out).toMatch(/Workato → Marketo\n.*\n(.*\n)* *\d+ of 40 mutants killed \(\d+(\.\d)?%\), 100% of those relied on/)
  })

  it('prints the report and nothing else as JSON, the same for the same seed', async () => {
    const reports = await Promise.all([1, 2].map(async () => JSON.parse((await run(['mutate', ...sample, '--json'])).out)))
    expect(validator('ControlContracts').safeParse(reports[0]).error).toBeUndefined()
    const [one, other] = reports.map(({ hops: [hop] }: Schema<'ControlContracts'>) => ({ ...hop?.mutation, at: '' }))
    expect(one).toEqual(other)
  })

  it('exits with 1 and names what survived when a contract says too little', async () => {
    const { code, out, err } = await run(['mutate', '--pacts', await silenced()])
    expect(code).toBe(1)
    expect(err).toMatch(
      /^workato-marketo: \d+ mutants survived\. Tighten the contract, or say at the field why it is not relied on\.\n\d+ of/m,
    )
    expect(out).toContain('survived: a request for an access token: drop response /body/access_token')
    expect(out).toContain('not relied on: a request for an access token: drop response /body/scope')
  })

  it('exits with 2 when there is no such hop', async () => {
    const { code, out, err } = await run(['mutate', '--hop', 'workato-pardot'])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^There is no pact of workato-pardot\. There are those of gitlab-customersdot, /)
  })
})

describe('progress', () => {
  const told = (isTTY: boolean) => {
    let now = 0
    const written: string[] = []
    const { tell, end } = progress('Mutants tried', { isTTY, write: (text) => written.push(text) }, () => now)
    for (const done of [1, 2, 3]) {
      now += 2000
      tell(done, 3)
    }
    end()
    return written
  }

  it('is one line that is rewritten on a terminal, and gone in the end', () => {
    expect(told(true)).toEqual([...[1, 2, 3].map((done) => `\rMutants tried: ${done} of 3`), '\r\u001b[K'])
  })

  it('is a plain line every few seconds elsewhere', () => {
    expect(told(false)).toEqual(['Mutants tried: 2 of 3\n'])
  })
})
