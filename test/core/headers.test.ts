import { getResponse } from 'msw'
import { expect, test } from 'vitest'
import { example, operation } from '../../contracts/openapi/spec.ts'
import { readHeaders } from '../../mocks/core/http/headers.ts'
import { mswHandlers } from '../../mocks/msw.ts'
import { systems } from '../../mocks/systems.ts'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'
import { created, engine, exchanges, open, portal, trigger } from './made-up.ts'

/** Lists names in their original case, as happy-dom does; the standard `Headers` lists them in lower case. */
class HeadersAsGiven extends Headers {
  readonly #given: [string, string][]

  constructor(given: [string, string][]) {
    super(given)
    this.#given = given
  }

  override [Symbol.iterator]() {
    return this.#given[Symbol.iterator]() as ReturnType<Headers['entries']>
  }
}

class RequestAsGiven extends Request {
  readonly #given: [string, string][]

  constructor(url: string, init: RequestInit & { headers: Record<string, string> }) {
    super(url, init)
    this.#given = Object.entries(init.headers)
  }

  override get headers() {
    return new HeadersAsGiven(this.#given)
  }

  override clone(): Request {
    const own = Object.getOwnPropertyDescriptor(RequestAsGiven.prototype, 'headers')?.get?.bind(this)
    return Object.defineProperty(super.clone(), 'headers', { get: own })
  }
}

test('reads names in any case, and joins names that differ in case only', () => {
  const read = readHeaders([
    ['X-Admin-Token', 'a'],
    ['content-TYPE', 'b'],
    ['x-admin-token', 'c'],
  ])
  expect(read).toEqual({ 'x-admin-token': 'a, c', 'content-type': 'b' })
})

test('takes a hand raise whose headers are spelled in capitals', async () => {
  const { world } = await open(systems)
  const [[name, value]] = Object.entries(asJane) as [[string, string]]
  const headers = { [name.toUpperCase()]: value, 'Content-Type': 'application/json' }
  const request = new RequestAsGiven(`https://gitlab.com${handRaisePath}`, { method: 'POST', headers, body: JSON.stringify(handRaise) })
  const response = await getResponse(mswHandlers(world), request)
  expect(response?.status).toBe(200)
})

test('reads the reply of a real system whose headers are spelled in capitals', async () => {
  const { world } = await open(
    [
      portal({
        handlers: {
          async createIterable(_asked, context) {
            const { status, body } = await context.ask('marketo.getToken', {
              query: { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' },
            })
            return { ...created, headers: { 'x-asked': `${status} ${typeof body}` } }
          },
        },
      }),
      engine(),
    ],
    {
      upstreams: { marketo: operation('marketo.getToken').server },
      fetch: async () => {
        const response = new Response(JSON.stringify(example('MarketoToken')))
        return Object.defineProperty(response, 'headers', { value: new HeadersAsGiven([['Content-Type', 'application/json']]) })
      },
    },
  )
  expect((await trigger(world)).headers['x-asked']).toBe('200 object')
  expect((await exchanges(world)).flatMap(({ findings }) => findings)).toEqual([])
})
