import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as comparison from '@pactflow/openapi-pact-comparator'
import { describe, expect, onTestFinished, test } from 'vitest'
import { hops } from '../../contracts/hops/index.ts'
import { nameOf, pipeline } from '../../contracts/hops/pipeline.ts'
import { document } from '../../contracts/openapi/spec.ts'
import { unreached } from '../../contracts/pact/complete.ts'
import { ownFolder, pactAt, pactsIn } from '../../contracts/pact/folder.ts'
import { readPact } from '../../contracts/pact/pact.ts'
import { straysOf } from '../../contracts/pact/strays.ts'
import { systems } from '../../mocks/systems.ts'

const files = await pactsIn(ownFolder)

/** The types of the package name its files in a way that Node's own resolution does not follow. */
const { Comparator } = comparison as unknown as {
  Comparator: new (options: {
    oas: object
  }) => { compare(pact: object): AsyncIterable<{ code: string; message: string; mockDetails?: { location: string } }> }
}

describe('our pacts', () => {
  test('there is one for every arrow of the pipeline, and none besides', () => {
    expect(unreached(files)).toEqual([])
    expect(files.map(({ pact }) => nameOf(pact)).sort()).toEqual(pipeline.map(nameOf).sort())
    expect(hops.map(nameOf)).toEqual(pipeline.map(nameOf))
  })

  test.each(files)('$path is written in specification 4 and says nothing else than openapi.yaml', (file) => {
    expect(file.pact.raw.metadata).toEqual({ pactSpecification: { version: '4.0' } })
    expect(straysOf(file)).toEqual([])
  })

  test.each(files)('$path: an independent comparator agrees', async ({ pact }) => {
    const found: string[] = []
    for await (const { code, message, mockDetails } of new Comparator({ oas: document }).compare(pact.raw))
      found.push(`${code} ${message} ${mockDetails?.location}`)
    // It reads a query parameter whose name ends in [] as two, of which it knows neither.
    expect(found.filter((text) => !text.includes('namespace_ids'))).toEqual([])
  })

  test('every state that an interaction wants is one that a system has', () => {
    const known = new Set(systems.flatMap(({ states }) => Object.keys(states ?? {})))
    const wanted = files.flatMap(({ pact }) => pact.interactions.flatMap(({ states }) => states.map(({ name }) => name)))
    expect(wanted.filter((name) => !known.has(name))).toEqual([])
    expect([...known].filter((name) => !wanted.includes(name))).toEqual([])
  })

  test('descriptions are unique within a hop and read "a request …"', () => {
    for (const { pact } of files) {
      const descriptions = pact.interactions.map(({ description }) => description)
      expect(new Set(descriptions).size).toBe(descriptions.length)
      for (const description of descriptions) expect(description).toMatch(/^a request /)
    }
  })
})

describe('a pact that leaves openapi.yaml', () => {
  const changed = (change: (interaction: Interaction) => void) => {
    const pact = structuredClone(files.find(({ path }) => path.endsWith('customersdot-workato.json'))?.pact.raw) as {
      interactions: Interaction[]
    }
    const interaction = pact.interactions.find(
      ({ description }) => description === 'a request to create a lead while the recipe is stopped',
    )
    change(interaction as Interaction)
    const strays = straysOf({ path: 'changed.json', pact: readPact(JSON.stringify(pact), 'changed.json') })
    return strays.map(({ interaction, at, message }) => `${interaction}: ${at}: ${message}`)
  }

  interface Interaction {
    description: string
    comments: Record<string, unknown>
    request: { method: string; path: string; headers: Record<string, string[]>; body: { content: Record<string, unknown> } }
    response: { status: number; headers: Record<string, string[]>; body: { content: unknown } }
  }

  const title = 'a request to create a lead while the recipe is stopped'
  const changes: [what: string, change: (interaction: Interaction) => void, found: RegExp][] = [
    ['a path that is not there', ({ request }) => (request.path = '/nowhere'), /request \/path: POST \/nowhere is not in openapi\.yaml/],
    ['a method that is not there', ({ request }) => (request.method = 'PUT'), /request \/path: PUT/],
    ['a required field that is gone', ({ request }) => delete request.body.content.email, /request \/body\/email/],
    ['a field of another type', ({ request }) => (request.body.content.namespace_id = 'x'), /request \/body\/namespace_id/],
    [
      'a field that is not there',
      ({ request }) => (request.body.content.nickname = 'J'),
      /request \/body\/nickname: "nickname" is not in the contract/,
    ],
    ['a null where none may be', ({ request }) => (request.body.content.email = null), /request \/body\/email/],
    [
      'a value that breaks a pattern',
      ({ request }) => (request.body.content.trial_start_date = 'soon'),
      /request \/body\/trial_start_date/,
    ],
    ['a body that is no object', ({ request }) => (request.body.content = [] as never), /request \/body/],
    [
      'a media type that is not taken',
      ({ request }) => (request.headers['Content-Type'] = ['text/plain']),
      /request \/body: "text\/plain"/,
    ],
    ['a status that is not there', ({ response }) => (response.status = 418), /response \/status: Status 418/],
    [
      'a field of the reply that is not there',
      ({ response }) => (response.body.content = { message: 'x', code: 1 }),
      /response \/body\/code/,
    ],
    ['a field of the reply of another type', ({ response }) => (response.body.content = { message: 1 }), /response \/body\/message/],
    [
      'a reply of another media type',
      ({ response }) => (response.headers['Content-Type'] = ['text/html']),
      /response \/headers\/content-type/,
    ],
    [
      'straying that does not happen',
      ({ comments }) => (comments.strays = '/body/email'),
      /request \/body\/email: It is said to stray, and does not/,
    ],
  ]

  test.each(changes)('is found out by %s, with interaction and JSON path', (_, change, found) => {
    const strays = changed(change)
    expect(strays.join('\n')).toMatch(found)
    for (const stray of strays) expect(stray.startsWith(`${title}: `)).toBe(true)
  })

  test('a reply that says less is none, since a consumer need not name what it does not read', () => {
    expect(changed(({ response }) => (response.body.content = {}))).toEqual([])
  })
})

describe('a pact file', () => {
  const folder = async () => {
    const path = await mkdtemp(join(tmpdir(), 'pql-pacts-'))
    onTestFinished(() => rm(path, { recursive: true, force: true }))
    return path
  }

  test('is read in specification 2 and 3 as well', () => {
    const request = { method: 'get', path: '/a', query: 'x=1&x=2', headers: { Accept: 'text/plain' }, body: { a: 1 } }
    const entry = { description: 'a request', providerState: 'a state', request, response: { status: 200 } }
    const pact = readPact(JSON.stringify({ consumer: { name: 'a' }, provider: { name: 'b' }, interactions: [entry] }), 'v2.json')
    expect(pact.interactions[0]).toMatchObject({
      states: [{ name: 'a state' }],
      request: { method: 'GET', query: { x: ['1', '2'] }, headers: { accept: 'text/plain' }, body: { a: 1 } },
    })
  })

  test.each([
    ['no JSON', '{', /is no pact: it is no JSON/],
    ['no provider', '{"consumer":{"name":"a"},"interactions":[]}', /is no pact: provider/],
    [
      'no request',
      '{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[{"description":"x","response":{}}]}',
      /interaction 1 is no pact: request/,
    ],
  ])('with %s is refused with one sentence', async (_, text, sentence) => {
    const path = join(await folder(), 'broken.json')
    await writeFile(path, text)
    await expect(pactAt(path)).rejects.toThrow(sentence)
  })

  test('that is not there, and a folder without any, are refused with one sentence', async () => {
    const empty = await folder()
    await expect(pactsIn(empty)).rejects.toThrow(/There are no pacts in .*: no file there ends in \.json/)
    await expect(pactsIn(join(empty, 'nowhere'))).rejects.toThrow(/there is no such folder/)
    await expect(pactAt(join(empty, 'nothing.json'))).rejects.toThrow(/cannot be read: there is no such file/)
  })
})
