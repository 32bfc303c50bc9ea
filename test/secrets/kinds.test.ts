import { describe, expect, test } from 'vitest'
import { fixedNames } from '../../mocks/core/secrets/names.ts'
import { Redactor } from '../../mocks/core/secrets/redactor.ts'
import { type Rules, rules } from '../../mocks/core/secrets/rules.ts'
import { redactSpan } from '../../mocks/core/secrets/span.ts'
import { carriers, type Planted, planted } from './planted.ts'
import { spanOf } from './span.ts'

const mark = '5ecret-5ecret'

/** The kinds of secrets that rules do not find. */
const leaks = (using: Rules, kinds: Planted[] = planted, redactor = new Redactor({}, using)): string[] =>
  kinds.filter((kind) => JSON.stringify(redactSpan(spanOf(kind, mark), redactor)).includes(mark)).map(({ kind }) => kind)

const plainly = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** A request that carries a secret under a name. */
const carrying = (name: string, place: string): Planted =>
  place === 'query'
    ? { kind: `query ${name}`, system: 'marketo', path: `/nope?a=1&${name}=SECRET&b=2` }
    : {
        ...{ kind: `JSON ${name}`, system: 'workato', method: 'POST', path: '/nope' },
        ...{ headers: { 'content-type': 'application/json' }, body: JSON.stringify({ a: [{ [name]: 'SECRET' }] }) },
      }

test('lists at least 76 kinds, each once', () => {
  const kinds = planted.map(({ kind, system, path }) => `${kind} ${system} ${path}`)
  expect(new Set(kinds).size).toBe(kinds.length)
  expect(kinds.length).toBeGreaterThanOrEqual(76)
})

test('finds every kind', () => {
  expect(leaks(rules)).toEqual([])
})

describe('every rule is needed', () => {
  const fixed = rules.names.slice(-fixedNames.length)
  const documented = rules.names.slice(0, -fixedNames.length)
  test('the names are the last ones', () => expect(fixed).toEqual(fixedNames))

  test.each(fixedNames)('the name %s', (name) => {
    expect(leaks({ ...rules, names: rules.names.filter((other) => other !== name) })).not.toEqual([])
  })

  test.each(documented)('the documented name %s', (name) => {
    const kinds = ['query', 'JSON'].map((place) => carrying(name, place))
    const others = rules.names.filter((other) => plainly(other) !== plainly(name))
    expect(leaks(rules, kinds)).toEqual([])
    // Without the rules that find names by their ends, which have a test of their own.
    expect(leaks({ ...rules, names: others, nameEnds: [] }, kinds)).toEqual(kinds.map(({ kind }) => kind))
  })

  test.each(['nameEnds', 'grantNames', 'pathNames', 'headerEnds'] as const)('%s', (list) => {
    const withoutOne = rules[list].map((left) => ({ ...rules, [list]: rules[list].filter((other) => other !== left) }))
    expect(withoutOne.map((using) => leaks(using).length > 0)).toEqual(rules[list].map(() => true))
  })

  test.each(Object.keys(rules.spellings))('the spelling %s', (name) => {
    expect(leaks({ ...rules, spellings: without(rules.spellings, name) })).not.toEqual([])
  })

  test.each(Object.keys(rules.passes).filter((name) => name !== 'known'))('the pass %s', (name) => {
    expect(leaks({ ...rules, passes: without(rules.passes, name) })).not.toEqual([])
  })
})

const without = <Value>(all: Record<string, Value>, name: string) => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))

/** One secret of each form. */
const formed: Record<keyof typeof rules.forms, string> = {
  salesforceToken: '00D000000000001!AR8AQAxo9UfVkh8AlV0Gomt9Czx9LjHnSSpwBMmbRcgKFmxOtvxjTrKW',
  salesforceRefreshToken: '5Aep861TSESvWeugxvFHRBTTbfYrTWgEyjBJ',
  salesforceCode: 'aPrx1TSESvWeugxvFHRBTTbfYrTWgEyjBJ',
  marketoToken: 'cdf01657-110d-4155-99a7-f986b2ff13a0:int',
  gitlabToken: 'glpat-1TSESvWeugxvFHRBTTbf',
  jwt: 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl',
}

describe.each(Object.entries(formed))('%s', (name, secret) => {
  const leaking = (using: Rules) =>
    carriers.filter((kind) => JSON.stringify(redactSpan(spanOf(kind, secret), new Redactor({}, using))).includes(secret.slice(4)))
  test('is found in any place', () => expect(leaking(rules)).toEqual([]))
  test('is found by its own form only', () =>
    expect(leaking({ ...rules, forms: without(rules.forms, name) })).toHaveLength(carriers.length))
})

test('finds what the sandbox knows, and only that', () => {
  const token = '0123456789abcdef'.repeat(2)
  const redactor = new Redactor({ secrets: ['hunter2!hunter2'], isIssued: (word) => word === token })
  expect(redactor.text(`a ${token} b ${'f'.repeat(32)} hunter2!hunter2x`)).toBe(`a [REDACTED] b ${'f'.repeat(32)} [REDACTED]x`)
  redactor.learn(['another.one'])
  expect(redactor.json({ a: 'another.one' })).toEqual({ a: '[REDACTED]' })
})
