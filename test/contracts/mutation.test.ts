import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism } from 'node:os'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { nameOf } from '../../contracts/hops/pipeline.ts'
import { mutateAll } from '../../contracts/mutation/mutate.ts'
import { breakRequest } from '../../contracts/mutation/mutators/request.ts'
import { breakReply } from '../../contracts/mutation/mutators/response.ts'
import type { Reply } from '../../contracts/mutation/reply.ts'
import { exampleOf, type Request } from '../../contracts/mutation/request.ts'
import { filledIn } from '../../contracts/mutation/run/generator.ts'
import { sampled } from '../../contracts/mutation/sample.ts'
import { weaknesses } from '../../contracts/mutation/weaknesses.ts'
import type { Document, JsonSchema } from '../../contracts/openapi/document.ts'
import { validator } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import { readPact } from '../../contracts/pact/pact.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'

const at = '2026-03-02T09:00:00.000Z'

/** A document with nothing but schemas. */
const root = (schemas: Record<string, JsonSchema> = {}) => ({ components: { schemas } }) as unknown as Document
const object = (properties: Record<string, JsonSchema>): JsonSchema => ({ type: 'object', additionalProperties: false, properties })

describe('a reply', () => {
  const replying = (body: unknown, status = 200): Reply => ({
    status,
    headers: { 'content-type': 'application/json' },
    text: JSON.stringify(body),
  })

  /** Mutants of the body as `<kind> <place> <body>`, `!` where the consumer is said not to mind. */
  const broken = (body: unknown, schema?: JsonSchema, document = root()) =>
    breakReply(replying(body), { consumer: 'us', schema, root: document, isRead: false })
      .filter(({ kind }) => kind !== 'status')
      .map(({ kind, at, message, notReliedOn }) => `${kind} ${at.slice('/body'.length)} ${message.text}${notReliedOn ? ' !' : ''}`)

  test.each([
    ['text', { a: 'b' }, ['drop /a {}', 'nullify /a {"a":null}', 'type /a {"a":1}']],
    ['text that reads as a number', { a: '42' }, ['drop /a {}', 'nullify /a {"a":null}', 'type /a {"a":42}']],
    ['a number', { a: 1 }, ['drop /a {}', 'nullify /a {"a":null}', 'type /a {"a":"1"}']],
    ['a boolean', { a: true }, ['drop /a {}', 'nullify /a {"a":null}', 'type /a {"a":"true"}']],
    ['null, which cannot become null', { a: null }, ['drop /a {}', 'type /a {"a":"text"}']],
    ['an object', { a: {} }, ['drop /a {}', 'nullify /a {"a":null}', 'type /a {"a":"text"}']],
    ['an empty list, which cannot be emptied', { a: [] }, ['drop /a {}', 'nullify /a {"a":null}', 'type /a {"a":"text"}']],
  ])('with %s is broken in each way', (_, body, expected) => {
    expect(broken(body)).toEqual(expected)
  })

  test('with a list is broken at its first item, which stands for all, and the list is emptied', () => {
    expect(broken([1, 2])).toEqual(['empty  []', 'nullify /0 [null,2]', 'type /0 ["1",2]'])
  })

  test('is broken within objects and lists, with a pointer that names the place', () => {
    expect(broken({ 'a/b': [{ c: 1 }] })).toContain('drop /a~1b/0/c {"a/b":[{}]}')
  })

  test('leaves what the document names, and nothing where it names nothing', () => {
    const schema = object({
      one: { type: 'string', enum: ['a', 'b'] },
      two: { type: 'integer', const: 1 },
      three: { type: 'string', pattern: '^\\d+$' },
      four: { type: 'string' },
    })
    const enums = broken({ one: 'a', two: 1, three: '5', four: 'x' }, schema).filter((mutant) => mutant.startsWith('enum'))
    expect(enums.map((mutant) => mutant.split(' ')[1])).toEqual(['/one', '/two', '/three'])
    expect(enums.join()).toMatch(/"one":"a_other".*"two":2.*"three":"5_other"/)
  })

  test('leaves an enum of the branch that the reply is of, found by its constant and through references', () => {
    const document = root({ Made: object({ ok: { type: 'boolean', const: true }, kind: { type: 'string', const: 'made' } }) })
    const schema = { oneOf: [{ $ref: '#/components/schemas/Made' }, object({ ok: { type: 'boolean', const: false } })] }
    expect(broken({ ok: true, kind: 'made' }, schema, document)).toContain('enum /ok {"ok":false,"kind":"made"}')
  })

  test('has two fields of one type swapped, unless their values are equal', () => {
    const swaps = (body: object) => broken(body).filter((mutant) => mutant.startsWith('swap'))
    expect(swaps({ a: 'x', b: 1, c: 'y' })).toEqual(['swap /a {"a":"y","b":1,"c":"x"}'])
    expect(swaps({ a: 'x', b: 'x' })).toEqual([])
    expect(swaps({ a: 1, b: { c: 2 } })).toEqual([])
  })

  test('gets a status of its class and one of another, and another type when its body is read', () => {
    const others = (status: number, isRead: boolean) =>
      breakReply({ ...replying('', status), text: 'x' }, { consumer: 'us', root: root(), isRead }).map(({ message }) =>
        message.status === status ? message.headers['content-type'] : message.status,
      )
    expect(others(200, true)).toEqual([201, 500, 'text/plain'])
    expect(others(201, false)).toEqual([200, 500])
    expect(others(422, true)).toEqual([423, 200, 'text/plain'])
  })

  test('never stays as it was', () => {
    const body = { a: 'x', b: [1, 1.5], c: { d: null, e: true }, f: '', g: 0 }
    const texts = breakReply(replying(body), { consumer: 'us', root: root(), isRead: true }).map((mutant) => JSON.stringify(mutant.message))
    expect(new Set([JSON.stringify(replying(body)), ...texts]).size).toBe(texts.length + 1)
  })

  test('is declared not relied on for one consumer, at exactly one property', () => {
    const declared = (consumer: string): JsonSchema =>
      object({ a: { type: 'string', 'x-not-relied-on': { [consumer]: 'It is not read.' } }, b: { type: 'string' } })
    const minded = (schema: JsonSchema) => broken({ a: 'x', b: 'y' }, schema).filter((mutant) => !mutant.endsWith('!'))
    expect(minded(declared('us')).map((mutant) => mutant.slice(0, 7))).toEqual(['swap /a', 'drop /b', 'nullify', 'type /b'])
    expect(minded(declared('them'))).toHaveLength(7)
  })

  test('is declared through references, lists and the branches of a union, beside a reference too', () => {
    const item = object({ id: { type: 'integer', 'x-not-relied-on': { us: 'It is not read.' } } })
    const document = root({ Item: item })
    const list: JsonSchema = { type: 'array', items: { oneOf: [{ $ref: '#/components/schemas/Item' }, { type: 'string' }] } }
    expect(broken([{ id: 1 }], list, document)).toContain('drop /0/id [{}] !')
    const beside = object({ a: { $ref: '#/components/schemas/Item', 'x-not-relied-on': { us: 'It is not read.' } } })
    expect(broken({ a: { id: 1 } }, beside, document)).toContain('drop /a {} !')
  })
})

describe('a request', () => {
  const request: Request = { method: 'GET', path: '/leads/7', query: { step: ['full'] }, headers: { authorization: 'Bearer x' } }
  const broken = (change: Partial<Request>, schema?: JsonSchema) =>
    breakRequest({ ...request, ...change }, schema, root()).map(({ kind, at, message }) => ({ kind, at, message }))

  test('is broken in its method, each segment of its path, its parameters and its headers', () => {
    expect(broken({}).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      ...['value /method', 'value /path/0', 'value /path/1', 'drop /query/step', 'value /query/step'],
      ...['drop /headers/authorization', 'value /headers/authorization'],
    ])
    expect(broken({}).map(({ message }) => message.path)).toContain('/leads/other')
  })

  test('with a JSON body is broken in its fields and its content type', () => {
    const json = broken({ method: 'POST', headers: { 'content-type': 'application/json' }, body: { a: 'x' } })
    expect(json.filter(({ at }) => at.startsWith('/body')).map(({ message }) => message.body)).toEqual([{}, { a: null }, { a: 1 }])
    expect(json.find(({ kind }) => kind === 'content_type')?.message.headers).toEqual({ 'content-type': 'text/plain' })
  })

  test('with a form is broken in its fields, of which all are text', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const schema = object({ grant: { type: 'string', const: 'code' } })
    const form = broken({ method: 'POST', headers, body: 'grant=code&id=' }, schema)
    expect(form.filter(({ at }) => at.startsWith('/body')).map(({ kind, message }) => `${kind} ${message.body}`)).toEqual([
      ...['drop id=', 'nullify grant=&id=', 'enum grant=code_other&id=', 'swap grant=&id=code'],
      'drop grant=code',
    ])
  })

  test('gets the values of provider states wherever a generator wants them', () => {
    const generator = (expression: string) => ({ type: 'ProviderState', expression })
    const entry = {
      description: 'a request',
      request: {
        method: 'POST',
        path: '/',
        headers: { Authorization: ['Bearer x'] },
        query: { id: ['x'] },
        body: { content: { list: [{ id: 1 }] }, contentType: 'application/json' },
        generators: {
          header: { Authorization: generator(`Bearer \${token}`) },
          query: { id: generator(`\${id}`) },
          body: { '$.list[0].id': generator(`\${id}`) },
        },
      },
      response: { status: 200 },
    }
    const pact = { consumer: { name: 'a' }, provider: { name: 'b' }, interactions: [entry] }
    const [interaction] = readPact(JSON.stringify(pact), 'a-b.json').interactions
    const filled = filledIn(interaction as never, { token: 't', id: 7 })
    expect(filled).toMatchObject({ headers: { authorization: 'Bearer t' }, query: { id: ['7'] }, body: { list: [{ id: 7 }] } })
    expect(exampleOf(interaction as never).headers.authorization).toBe('Bearer x')
    expect(() => filledIn(interaction as never, { id: 7 })).toThrow(/needs "token" of a provider state, and no state gives it/)
  })
})

test('a sample is the same for the same seed, keeps the order, and is another one for another seed', () => {
  const items = Array.from({ length: 200 }, (_, index) => index)
  const chosen = sampled(items, { size: 20, seed: 3 })
  expect(chosen).toEqual(sampled(items, { size: 20, seed: 3 }))
  expect(chosen).toEqual(chosen.toSorted((one, other) => one - other))
  expect(new Set(chosen).size).toBe(20)
  expect(chosen).not.toEqual(sampled(items, { size: 20, seed: 4 }))
})

describe('a contract', () => {
  /** A provider that always answers the same. */
  const provider = async (body: unknown) => {
    const server = createServer((request, response) => {
      request.resume()
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  /** The mutation score of a contract about one request. */
  const score = async (expected: unknown, answered: unknown, more: object = {}) => {
    const request = { method: 'GET', path: '/lead', headers: { 'x-token': ['secret'] } }
    const response = {
      status: 200,
      ...(expected === undefined ? {} : { body: { content: expected, contentType: 'application/json' } }),
      ...more,
    }
    const entry = { type: 'Synchronous/HTTP', description: 'a request for a lead', request, response }
    const metadata = { pactSpecification: { version: '4.0' } }
    const raw = { consumer: { name: 'us' }, provider: { name: 'them' }, interactions: [entry], metadata }
    const file = { path: 'us-them.json', pact: readPact(JSON.stringify(raw), 'us-them.json') }
    const baseUrl = await provider(answered)
    const { hops } = await mutateAll({ files: [file], providerOf: () => ({ baseUrl }), at, width: 1 })
    return hops[0]?.mutation as Schema<'ControlMutation'>
  }
  const survived = ({ survivors }: Schema<'ControlMutation'>) => survivors.map(({ side, kind, at }) => `${side} ${kind} ${at}`)

  test('that says nothing of a field lets its mutants survive', async () => {
    const mutation = await score({ id: 1 }, { id: 1, email: 'jane@example.com' })
    expect(survived(mutation)).toEqual(['response drop /body/email', 'response nullify /body/email', 'response type /body/email'])
    expect(mutation.total - mutation.killed).toBe(3)
    expect(mutation.at).toBe(at)
  })

  test('that says what a field holds kills them', async () => {
    expect(survived(await score({ id: 1, email: 'jane@example.com' }, { id: 1, email: 'jane@example.com' }))).toEqual([])
  })

  test('that fixes only the type lets values be swapped', async () => {
    const matchingRules = { body: { $: { combine: 'AND', matchers: [{ match: 'type' }] } } }
    expect(survived(await score({ first: 'Jane', last: 'Doe' }, { first: 'Jane', last: 'Doe' }, { matchingRules }))).toEqual([
      'response swap /body/first',
    ])
  })

  test('that the provider does not keep as it is cannot be scored', async () => {
    await expect(score({ id: 1 }, { id: 2 })).rejects.toThrow(/us-them is broken as it is, "a request for a lead": body \$\.id/)
  })
})

describe('a score is too low', () => {
  const report = (mutation: Partial<Schema<'ControlMutation'>>) => ({
    hops: [{ consumer: 'us', provider: 'them', interactions: [], mutation: { at, killed: 9, total: 10, survivors: [], ...mutation } }],
  })
  const mutant = { interaction: 'a request', side: 'response', at: '/body/id', kind: 'drop' } as const

  test('when fewer mutants than demanded were killed', () => {
    expect(weaknesses(report({}), 90)).toEqual([])
    expect(weaknesses(report({}), 91)).toEqual(['9 of 10 mutants were killed (90% of 91%).'])
  })

  test('when one survived that nobody declared', () => {
    expect(weaknesses(report({ survivors: [mutant] }), 90)).toEqual([expect.stringMatching(/^us-them: 1 mutant survived/)])
    expect(weaknesses(report({ survivors: [{ ...mutant, not_relied_on: 'It is not read.' }] }), 90)).toEqual([])
  })

  test('when there was nothing to mutate', () => {
    expect(weaknesses({ hops: [] }, 0)).toEqual([expect.stringMatching(/nothing to mutate/)])
  })
})

describe('our own contracts', () => {
  let report: Schema<'ControlContracts'>
  beforeAll(async () => {
    const sandbox = await startSandbox({ port: 0, world: { automatic: false } })
    try {
      const providerOf = (name: string) => ({
        baseUrl: sandbox.systems[name] as string,
        statesUrl: `${sandbox.url}/_sandbox/provider-states`,
      })
      const sample = { size: 150, seed: 20_260_302 }
      report = await mutateAll({ files: await pactsIn(ownFolder), providerOf, at, sample, width: availableParallelism() })
    } finally {
      await sandbox.close()
    }
  }, 60_000)

  test('notice every mutant of a sample that is not declared not relied on', () => {
    const missed = report.hops.flatMap((hop) =>
      (hop.mutation?.survivors ?? [])
        .filter(({ not_relied_on }) => not_relied_on === undefined)
        .map(({ interaction, side, kind, at }) => `${nameOf(hop)}: ${interaction}: ${kind} ${side} ${at}`),
    )
    expect(missed).toEqual([])
    expect(report.hops.reduce((sum, { mutation }) => sum + (mutation?.total ?? 0), 0)).toBe(150)
  })

  test('have a report as the document describes it', () => {
    expect(validator('ControlContracts').safeParse(report).error).toBeUndefined()
  })
})
