import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { created, portal } from './made-up.ts'

describeEachWay('the length of a reply', (open) => {
  /** The reply of a handler that always returns a body, also with a status that does not allow one. */
  async function replied(status: number) {
    const { send } = await open({ systems: [portal({ handlers: { createIterable: () => ({ ...created, status }) as never } })] })
    return send('customersdot', '/trials/create_iterable', { method: 'POST', json: example('CustomersdotIterable') })
  }

  test.each([204, 304])('is not given with %i, which has no content', async (status) => {
    const response = await replied(status)
    expect([response.status, response.headers.has('content-length'), await response.text()]).toEqual([status, false, ''])
  })

  test.each([200, 201, 422, 503])('is given in bytes with %i', async (status) => {
    const response = await replied(status)
    expect(response.headers.get('content-length')).toBe(`${Buffer.byteLength(await response.text())}`)
  })
})
