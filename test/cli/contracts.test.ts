import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { contractsText } from '../../sandbox/cli/print/contracts.ts'
import { wrap } from '../../sandbox/cli/print/wrap.ts'
import { customersdot, type Hop, marketo, spoilt, workato } from '../contracts/reported.ts'

const told = (...hops: Hop[]): string[] => stripVTControlCharacters(contractsText({ hops })).split('\n')

describe('Contracts on a terminal', () => {
  it('show each interaction, and below a broken one where the reply strayed and how', () => {
    expect(told({ ...workato(), coverage: undefined, mutation: undefined }).slice(0, 8)).toEqual([
      'CustomersDot → Workato',
      '  verified 2026-03-02 09:14:05 UTC at https://apim.workato.com, version 4f3b2c1',
      '  ✓ a request for an access token',
      '  ✗ a request to create a lead',
      '      status: Expected 200 but was 202',
      "      body $.marketo_id: Expected 'x' (String) to be an integer",
      '  ✓ a request to create a lead with an expired token',
      '  · a request to create a lead while the recipe is stopped (not verified)',
    ])
  })

  it('show the statuses of each operation, and list what is missing, left out and not compared', () => {
    expect(told({ ...workato(), verification: undefined, mutation: undefined }).slice(1, 8)).toEqual([
      '  covered 2026-03-02 09:14:05 UTC: ✓ exercised, ✗ missing, + besides, · not used, – left out',
      '  workato.createToken  ✓ 200  ✗ 401',
      '  workato.createLead   ✓ 200  ✓ 401  ✓ 404  – 413  · 500',
      '    missing: workato.createToken 401',
      '    left out: workato.createLead 413: CustomersDot sends no body that large.',
      '    not compared: workato.createToken response 200/expires_in',
      '    not compared: workato.createLead request /glm_source',
    ])
  })

  it('list the survivors, and say why some may survive', () => {
    expect(told({ ...workato(), verification: undefined, coverage: undefined }).slice(1, 5)).toEqual([
      '  mutated 2026-03-02 09:14:05 UTC',
      '  ✗ survived: a request to create a lead: type response /body/marketo_id',
      '    not relied on: a request for an access token: drop response /body/expires_in',
      '      The client keeps a token until it is refused.',
    ])
  })

  it('end with the totals', () => {
    expect(told(customersdot(), workato(), marketo()).slice(-6)).toEqual([
      '4 interactions of 2 hops kept, 1 broken, 1 not verified',
      '5 of 6 used statuses exercised (83.3%)',
      '8 of 10 fields compared (80%)',
      '513 of 516 mutants killed (99.4%), 99.8% of those relied on',
      'CustomersDot: 1 of 2 statuses left out (50%)',
      'Workato: 1 of 7 statuses left out (14.2%)',
    ])
  })

  it('say so when nothing was run, or there are none', () => {
    expect(told(marketo())).toEqual(['Workato → Marketo', '  1 interaction, nothing was run'])
    expect(told()).toEqual(['There are no contracts.'])
  })

  it('keep to 100 columns, and break no word', () => {
    const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    const hop = { ...workato(), verification: spoilt(workato().verification, long) }
    for (const survivor of hop.mutation?.survivors ?? []) Object.assign(survivor, { interaction: long, at: long, not_relied_on: long })
    const lines = told(hop)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(wrap('a '.concat('b'.repeat(120)), '  ')).toEqual(['  a', `  ${'b'.repeat(120)}`])
  })

  it('let no foreign text steer the terminal', () => {
    const text = stripVTControlCharacters(contractsText({ hops: [spoilt(workato(), '\r\u202e\u009b31m\u0007x')] }))
    expect(text).toContain('\\u000d\\u202e\\u009b31m\\u0007x')
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  })

  it('keep the lines of a message apart', () => {
    const results = [{ interaction: 'x', outcome: 'failed' as const, mismatches: [{ at: 'body $', message: 'differs:\n-1\n+2' }] }]
    const hop = { ...marketo(), interactions: [], verification: { at: '', base_url: null, results } }
    expect(told(hop).slice(2, 6)).toEqual(['  ✗ x', '      body $: differs:', '        -1', '        +2'])
  })
})
