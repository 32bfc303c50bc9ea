import fc from 'fast-check'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { figures, leftOut, percentText } from '../../contracts/report/figures.ts'
import { html } from '../../contracts/report/html.ts'
import { junit } from '../../contracts/report/junit.ts'
import { type Colours, dark, light } from '../../contracts/report/page/colours.ts'
import { customersdot, type Hop, marketo, spoilt, workato } from './reported.ts'

const all = { hops: [customersdot(), workato(), marketo()] }

/** A hop with nothing but what is named. */
const only = (section: 'verification' | 'coverage' | 'mutation'): Hop => ({ ...marketo(), [section]: workato()[section] })

describe('The figures', () => {
  test('of a hop are parts of what was verified, used, documented and mutated', () => {
    expect(figures([workato()])).toEqual({
      kept: { part: 2, whole: 3, percent: 66.6 },
      statuses: { part: 4, whole: 5, percent: 80 },
      fields: { part: 6, whole: 8, percent: 75 },
      killed: { part: 417, whole: 420, percent: 99.2 },
      relied: { part: 417, whole: 418, percent: 99.7 },
    })
  })

  test('of several hops are those of all their parts', () => {
    const { kept, killed } = figures(all.hops)
    expect(kept).toEqual({ part: 4, whole: 5, percent: 80 })
    expect(killed).toEqual({ part: 513, whole: 516, percent: 99.4 })
  })

  test('never call it 100 % when something is lacking', () => {
    const mutation = { ...workato().mutation, at: '', killed: 99_999, total: 100_000, survivors: [] }
    expect(figures([{ ...marketo(), mutation }]).killed?.percent).toBe(99.9)
  })

  test('of nothing are null, not 100 %', () => {
    const hop = { ...marketo(), coverage: { at: '', operations: [] }, mutation: { at: '', killed: 0, total: 0, survivors: [] } }
    const { statuses, fields, killed, relied } = figures([hop])
    for (const share of [statuses, fields, killed, relied]) expect(share).toEqual({ part: 0, whole: 0, percent: null })
    expect(percentText({ part: 0, whole: 0, percent: null })).toBe('–')
  })

  test('are left out for a section that no hop has', () => {
    expect(Object.values(figures([marketo()])).filter(Boolean)).toEqual([])
  })

  test('count a status that is declared not consumed neither as used nor as exercised', () => {
    const status = { status: 413, exercised: true, used: true, not_consumed: 'It is the same to the client.' }
    const operations = [{ operation: 'workato.createLead', asked: true, statuses: [status], request: [], response: [] }]
    const hop = { ...marketo(), coverage: { at: '', operations } }
    expect(figures([hop]).statuses).toEqual({ part: 0, whole: 0, percent: null })
    expect(leftOut([hop])).toEqual([{ provider: 'marketo', share: { part: 1, whole: 1, percent: 100 } }])
  })

  test('tell for each provider what share of its statuses is left out, over all its consumers', () => {
    const other = { ...workato(), consumer: 'gitlab' }
    expect(leftOut([customersdot(), workato(), other, marketo()])).toEqual([
      { provider: 'customersdot', share: { part: 1, whole: 2, percent: 50 } },
      { provider: 'workato', share: { part: 2, whole: 14, percent: 14.2 } },
    ])
  })
})

interface Parsed {
  name: string
  classname: string
  failure?: string
  error?: string
  skipped?: string
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  isArray: (name) => ['testsuite', 'testcase'].includes(name),
})

const suites = (text: string): { name: string; testcase?: Parsed[] }[] => parser.parse(text).testsuites.testsuite ?? []
const cases = (hop: Hop) => suites(junit({ hops: [hop] }))[0]?.testcase ?? []

describe('The JUnit report', () => {
  test('has one suite for each hop', () => {
    expect(suites(junit(all)).map(({ name }) => name)).toEqual(['GitLab → CustomersDot', 'CustomersDot → Workato', 'Workato → Marketo'])
  })

  test('has one case for each interaction, with all that was wrong', () => {
    const verified = cases({ ...workato(), coverage: undefined, mutation: undefined })
    const classname = 'CustomersDot → Workato verification'
    expect(verified).toEqual([
      { classname, name: 'a request for an access token' },
      {
        classname,
        name: 'a request to create a lead',
        failure: "status: Expected 200 but was 202\nbody $.marketo_id: Expected 'x' (String) to be an integer",
      },
      { classname, name: 'a request to create a lead with an expired token' },
      { classname, name: 'a request to create a lead while the recipe is stopped', skipped: 'This interaction was not verified.' },
    ])
  })

  test('calls it an error when there was no reply to compare', () => {
    const results = [{ interaction: 'x', outcome: 'failed' as const, mismatches: [{ at: 'interaction', message: 'connection refused' }] }]
    expect(cases({ ...marketo(), interactions: [], verification: { at: '', base_url: null, results } })).toEqual([
      expect.objectContaining({ name: 'x', error: 'interaction: connection refused' }),
    ])
  })

  test('has one case for each status that is used, and skips those left out, with the reason', () => {
    const covered = cases(only('coverage')).map(({ name, failure, skipped }) => [name, failure ?? skipped])
    expect(covered).toEqual([
      ['workato.createToken 200', undefined],
      ['workato.createToken 401', 'The client treats 401 in a way of its own, and no interaction has it.'],
      ['workato.createLead 200', undefined],
      ['workato.createLead 401', undefined],
      ['workato.createLead 404', undefined],
      ['workato.createLead 413', 'CustomersDot sends no body that large.'],
    ])
  })

  test('fails for each survivor, skips the declared ones, and passes for each interaction without one', () => {
    const mutated = cases({ ...workato(), verification: undefined, coverage: undefined })
    const ended = (end: keyof Parsed) => mutated.filter((one) => one[end] !== undefined).map(({ name }) => name)
    expect(ended('failure')).toEqual(['a request to create a lead: type response /body/marketo_id'])
    expect(ended('skipped')).toHaveLength(2)
    expect(mutated.filter(({ failure, skipped }) => !failure && !skipped)).toHaveLength(3)
  })

  test('gives no two cases of a hop one name, since GitLab would take only the first', () => {
    const survivor = { interaction: 'x', side: 'response' as const, at: '/body/a', kind: 'type' as const }
    const hop = { ...marketo(), interactions: [], mutation: { at: '', killed: 0, total: 2, survivors: [survivor, survivor] } }
    expect(cases(hop).map(({ name }) => name)).toEqual(['x: type response /body/a', 'x: type response /body/a (2)'])
  })

  test('uses only the elements and attributes that GitLab documents', () => {
    const shape = [...new Set(structure(junit(all)).flat())].sort()
    expect(shape).toEqual(['<failure', '<skipped', '<testcase classname name', '<testsuite name', '<testsuites'])
  })

  test('of no hop is valid and empty', () => {
    const text = junit({ hops: [] })
    expect(XMLValidator.validate(text)).toBe(true)
    expect(suites(text)).toEqual([])
  })
})

/** The opening tags of a text in their order, each with the names of its attributes. */
const structure = (text: string): string[] =>
  [...text.matchAll(/<([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(([, tag, attributes = '']) =>
    [`<${tag}`, ...[...attributes.matchAll(/([\w:-]+)="/g)].map(([, name]) => name)].join(' '),
  )

const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const hostile = [
  '<img src=x onerror=alert(1)>',
  '</title></style></script><script>alert(1)</script>',
  '" onmouseover="alert(1)" style=\'x\'',
  ']]><!-- --><![CDATA[ &amp; &#0;',
  '\u0000\u0008\u001b[31m\u007f\u0085\ufffe\uffff\ud800',
  '\u202egnp.exe\u2069',
  '[[ATTACHMENT|/etc/passwd]]',
]

describe('A text of a foreign pact', () => {
  const plainText = { xml: structure(junit(spoilt(all, 'x'))), page: structure(html(spoilt(all, 'x'))) }
  const inert = (text: string) => {
    const spoiled = spoilt(all, text)
    const [xml, page] = [junit(spoiled), html(spoiled)]
    expect(XMLValidator.validate(xml)).toBe(true)
    expect(xml).not.toMatch(forbidden)
    expect(page).not.toMatch(forbidden)
    expect(structure(xml)).toEqual(plainText.xml)
    expect(structure(page)).toEqual(plainText.page)
  }

  test.each(hostile)('like %j adds no element and no attribute, and leaves the XML valid', inert)

  test('adds none, whatever it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), inert), { numRuns: 100 })
  })

  test('is read back from the XML as it was', () => {
    const text = '<a href="x">&amp; ]]> \'b\'</a>'
    const results = [{ interaction: text, outcome: 'failed' as const, mismatches: [{ at: 'status', message: text }] }]
    const [one] = cases({ ...marketo(), interactions: [], verification: { at: '', base_url: null, results } })
    expect(one).toMatchObject({ name: text, failure: `status: ${text}` })
  })

  test('shows what would turn the direction of the line', () => {
    expect(html(spoilt(all, '\u202egnp.exe'))).toContain('\\u202egnp.exe')
  })
})

describe('The page', () => {
  test('may load and run nothing, and links only to its own parts', () => {
    const page = html(all)
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect([...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to)).toEqual(['#hop-1', '#hop-2', '#hop-3'])
    expect(page).not.toMatch(/url\(|@import|<script|<link|<iframe/)
    expect(page.match(/https?:\/\/[^<" ]*/g)).toEqual(['https://apim.workato.com'])
  })

  test('tells a broken interaction with the place and the reason', () => {
    const page = html({ hops: [workato()] })
    expect(page).toContain('✗ 1 broken')
    expect(page).toContain('body $.marketo_id')
    expect(page).toContain('Expected &apos;x&apos; (String) to be an integer')
  })

  test('says first whether all is kept', () => {
    expect(html(all)).toContain('<p>7 interactions of 3 hops: 4 kept, 1 broken, 2 not verified</p>')
    expect(html({ hops: [customersdot()] })).toContain('<p>2 interactions of 1 hop: 2 kept, 0 broken</p>')
  })

  test.each([
    ['verification', 'Interactions kept', ['Used replies exercised', 'Mutants killed']],
    ['coverage', 'Used replies exercised', ['Interactions kept', 'Mutants killed']],
    ['mutation', 'Mutants killed', ['Interactions kept', 'Used replies exercised']],
  ] as const)('of one section, %s, is silent about the others', (section, told, untold) => {
    const page = html({ hops: [only(section)] })
    expect(page).toContain(told)
    for (const title of untold) expect(page).not.toContain(title)
  })

  test('of no hop says so', () => {
    expect(html({ hops: [] })).toContain('<p>No hop has a contract.</p>')
  })

  test.each([
    ['light', light],
    ['dark', dark],
  ])('has text of 4.5:1 on every ground in the %s scheme', (_scheme, colours) => {
    const { page, sheet, ink, faint, link } = colours
    for (const text of [ink, faint, link]) for (const ground of [page, sheet]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5)
    for (const tone of ['good', 'bad', 'fair', 'quiet'] as const) {
      const ground = colours[`${tone}-ground` satisfies keyof Colours]
      expect(contrast(colours[tone], ground)).toBeGreaterThanOrEqual(4.5)
    }
  })
})

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
