import { expect, test } from 'vitest'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { Clock } from '../../mocks/core/system/clock.ts'
import type { World } from '../../mocks/core/world.ts'
import { describeEachWay } from '../ways.ts'

const bug = new Error('a bug')

/** The 500 of each system. */
const replies: [system: SystemName, path: string, status: number, type: string, text: string | RegExp][] = [
  ['gitlab', '/-/trials/new', 500, 'text/html', /something went wrong on our end/],
  ['gitlab', '/api/v4/namespaces/1000', 500, 'application/json', '{"message":"500 Internal Server Error"}'],
  ['customersdot', '/leads/gitlab_com/hand_raises', 500, 'application/json', '{"error":"Internal Server Error"}'],
  ['platypus', '/leads', 500, 'application/json', '{"message":"Internal Server Error"}'],
  ['workato', '/gitlab-dev/services/marketo/lead', 500, 'application/json', '{"message":"Internal error"}'],
  ['marketo', '/rest/v1/leads.json', 200, 'application/json', /"success":false,"errors":\[\{"code":"611","message":"System error"\}\]/],
  ['salesforce', '/services/data', 500, 'application/json', /UNKNOWN_EXCEPTION/],
  ['salesforce', '/services/Soap/u/64.0', 500, 'text/xml', /UNKNOWN_EXCEPTION/],
]

/** Draws all the random bytes that the world still has. */
function exhaust({ ids }: World) {
  expect(() => {
    for (let count = 0; count < 5000; count++) ids.hex(1)
  }).toThrow(bug)
}

describeEachWay('A bug before the exchange begins', (open) => {
  async function broken(part: 'clock' | 'ids') {
    let isBroken = false
    const or = <Value>(value: Value): Value => {
      if (isBroken) throw bug
      return value
    }
    const bugs: unknown[] = []
    const clock = new Clock(() => (part === 'clock' ? or(Date.now()) : Date.now()))
    const randomness = (bytes: Uint8Array<ArrayBuffer>) => void (part === 'ids' ? or(bytes) : bytes).fill(7)
    const way = await open({ clock, randomness, report: (error) => bugs.push(error) })
    isBroken = true
    if (part === 'ids') exhaust(way.world)
    return { ...way, bugs }
  }

  for (const part of ['clock', 'ids'] as const) {
    test.each(replies)(`in the ${part} is answered by the 500 of %s at %s, and is reported once`, async (...reply) => {
      const [system, path, status, type, text] = reply
      const { send, bugs } = await broken(part)
      const response = await send(system, path, path.includes('Soap') ? { method: 'POST', body: '<a/>' } : {})
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toContain(type)
      expect(response.headers.has('x-sandbox-trace')).toBe(false)
      expect(await response.text()).toEqual(typeof text === 'string' ? text : expect.stringMatching(text))
      expect(bugs).toEqual([bug])
    })
  }
})
