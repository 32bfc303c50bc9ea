import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { document } from '../../contracts/openapi/spec.ts'
import { redacted, redactHeaders, redactJson, redactQuery, redactText, secretNames } from '../../mocks/core/secrets/redact.ts'

/** Every name with `format: password` and every header of a security scheme, found in the document by another way than the code's. */
const text = JSON.stringify(document)
const declared = [
  ...[...text.matchAll(/"(\w+)":\{[^{}]*"format":"password"/g)].map(([, name]) => name as string).filter((name) => name !== 'schema'),
  ...[...text.matchAll(/"name":"([^"]+)","in":"\w+"[^{}]*"schema":\{[^{}]*"format":"password"/g)].map(([, name]) => name as string),
  ...Object.values(document.components.securitySchemes ?? {}).flatMap(({ name }) => name ?? []),
]
const names = [...new Set([...declared, 'Authorization', 'Cookie', 'Set-Cookie', 'Proxy-Authorization'])]
const anyName = fc.constantFrom(...names)
const anyCase = fc.tuple(anyName, fc.boolean()).map(([name, upper]) => (upper ? name.toUpperCase() : name.toLowerCase()))

test('the document names passwords, tokens and the headers that carry them', () => {
  expect(names).toEqual(
    expect.arrayContaining(['client_secret', 'access_token', 'password', 'authenticity_token', 'oauth_token', 'X-Admin-Token']),
  )
})

describe.each(names)('%s', (name) => {
  test('is a secret', () => expect(secretNames(document)).toContain(name.toLowerCase()))
  test('is redacted in headers', () =>
    expect(redactHeaders({ [name]: 'hunter2', accept: '*/*' })).toEqual({ [name]: redacted, accept: '*/*' }))
  test('is redacted in a query', () => expect(redactQuery(`a=1&${name}=hunter2&b=2`)).toBe(`a=1&${name}=${redacted}&b=2`))
  test('is redacted in JSON at any depth', () =>
    expect(redactJson({ lead: [{ [name]: 'hunter2', a: 1 }] })).toEqual({ lead: [{ [name]: redacted, a: 1 }] }))
  test('is redacted in text', () => expect(redactText(`{"a":1,"${name}":"hunter2","b":`)).toBe(`{"a":1,"${name}":${redacted},"b":`))
  test('is redacted in XML', () =>
    expect(redactText(`<e:${name} a="b">hunter2<</e:${name}><b>1</b>`)).toBe(`<e:${name} a="b">${redacted}</e:${name}><b>1</b>`))
})

test('a parameter’s schema and a property are found by their format, a plain one is not', () => {
  const found = secretNames({
    ...document,
    paths: { '/': { parameters: [{ name: 'Pin', in: 'query', schema: { type: 'string', format: 'password' } }] } },
    components: {
      schemas: { Own: { type: 'object', properties: { Word: { type: 'string', format: 'password' }, email: { type: 'string' } } } },
      securitySchemes: { Key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    },
  })
  expect([...found]).toEqual(expect.arrayContaining(['pin', 'word', 'x-key']))
  expect(found).not.toContain('email')
})

test('a secret that is an object, a list or a number is redacted whole, and null stays', () => {
  expect(redactJson({ password: { old: 'hunter2' }, client_secret: ['hunter2'], access_token: 7, oauth_token: null })).toEqual({
    password: redacted,
    client_secret: redacted,
    access_token: redacted,
    oauth_token: null,
  })
})

test('JSON without secrets is handed back itself, with them the original stays', () => {
  const plain = { lead: [{ email: 'jane@example.com' }] }
  expect(redactJson(plain)).toBe(plain)
  const secret = { password: 'hunter2' }
  redactJson(secret)
  expect(secret).toEqual({ password: 'hunter2' })
})

test('a secret in a query is found by its percent-encoded name, and a broken escape does no harm', () => {
  expect(redactQuery('client%5Fsecret=hunter2')).toBe(`client%5Fsecret=${redacted}`)
  expect(redactQuery('%E0%A4%A=1&client_secret=hunter2')).toBe(`%E0%A4%A=1&client_secret=${redacted}`)
})

describe('text', () => {
  test.each([
    ['of a form', 'a=1&client_secret=hunter2%20&b=2', `a=1&client_secret=${redacted}&b=2`],
    ['with a header of two words', 'authorization: Bearer hunter2\r\naccept: */*', `authorization: ${redacted}\r\naccept: */*`],
    ['in single quotes', "{'password': 'hunter2, hunter2', a: 1}", `{'password': ${redacted}, a: 1}`],
    ['with an escaped quote in the secret', String.raw`{"password":"hunt\"er2","a":`, `{"password":${redacted},"a":`],
    ['that ends within the secret', '{"password":"hunter2', `{"password":${redacted}`],
    ['with JSON in a string', String.raw`{"log":"{\"password\":\"hunter2\"}`, String.raw`{"log":"{\"password\":\\`.slice(0, -1) + redacted],
    ['on lines of its own', '"password"\n:\n"hunter2"\n', `"password"\n:\n${redacted}\n`],
  ])('%s is redacted to the end of the secret', (_title, before, after) => {
    expect(redactText(before)).toBe(after)
  })

  test('without secrets stays as it is', () => {
    expect(redactText('{"email":"jane@example.com", "passw')).toBe('{"email":"jane@example.com", "passw')
  })
})

/** Secrets with everything in them that ends a value somewhere, and a mark to look for at both ends. */
const secret = fc.string({ unit: fc.constantFrom(...'abc ,;:={}[]"\'\\&/?%+\t'), maxLength: 12 }).map((inner) => `5ecret${inner}5ecret`)

describe('no secret survives', () => {
  test('in headers', () => {
    fc.assert(
      fc.property(anyCase, secret, (name, value) => {
        expect(redactHeaders({ [name]: value })[name]).toBe(redacted)
      }),
    )
  })

  test('in a query', () => {
    fc.assert(
      fc.property(anyCase, secret, fc.constantFrom('', 'a=1&'), (name, value, before) => {
        expect(redactQuery(`${before}${new URLSearchParams({ [name]: value, b: '2' })}`)).not.toContain('5ecret')
      }),
    )
  })

  test('in JSON', () => {
    const holding = (name: string, value: string) =>
      fc.letrec<{ holder: unknown }>((tie) => ({
        holder: fc.oneof(
          { maxDepth: 4 },
          fc.constant({ [name]: value, email: 'x' }),
          fc.array(tie('holder'), { maxLength: 3 }),
          fc.dictionary(fc.constantFrom('lead', 'input'), tie('holder')),
        ),
      })).holder
    const any = fc.tuple(anyCase, secret).chain(([name, value]) => holding(name, value))
    fc.assert(
      fc.property(any, (value) => {
        expect(JSON.stringify(redactJson(value))).not.toContain('5ecret')
      }),
    )
  })

  test('in JSON that is cut off or broken, however it is spaced', () => {
    fc.assert(
      fc.property(anyCase, secret, fc.constantFrom('', ' ', '\n '), fc.nat(5), (name, value, gap, cut) => {
        const whole = `{"email":"x",${gap}${JSON.stringify(name)}${gap}:${gap}${JSON.stringify(value)}${gap},"a":1}`
        expect(redactText(whole.slice(0, whole.length - cut))).not.toContain('5ecret')
      }),
      { numRuns: 500 },
    )
  })

  test('in a form taken for text', () => {
    fc.assert(
      fc.property(anyCase, secret, (name, value) => {
        expect(redactText(`a=1&${new URLSearchParams({ [name]: value })}&b=2`)).not.toContain('5ecret')
      }),
    )
  })
})
