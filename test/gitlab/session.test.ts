import { describe, expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { createWorld } from '../../mocks/core/open.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { sessionCookie, signIn } from '../../mocks/gitlab/users/session.ts'
import { describeEachWay } from '../ways.ts'
import { as, newestTrace, openDesk, rows, within } from './desk.ts'
import { standIn } from './portal.ts'

const path = '/-/gitlab_subscriptions/hand_raise_leads'
const json = example('GitlabHandRaiseLead')
const week = 7 * 24 * 3_600_000

describeEachWay('Session', (open) => {
  test('keeps a browser signed in by its cookie, for a week', async () => {
    const { send, world, portal } = await openDesk(open)
    world.clock.freeze()
    const signedIn = await within(world, (context) => signIn(context, 'Jane'))
    const headers = { cookie: `locale=en; ${sessionCookie}=${signedIn?.token}; theme=dark` }
    expect((await send('gitlab', path, { method: 'POST', json, headers })).status).toBe(200)
    expect(portal.received[0]?.body).toMatchObject({ uid: 42 })
    world.clock.advance(week - 1)
    expect((await send('gitlab', path, { method: 'POST', json, headers })).status).toBe(200)
    world.clock.advance(1)
    expect((await send('gitlab', path, { method: 'POST', json, headers })).status).toBe(404)
  })

  test('is not believed for a token that was not issued', async () => {
    const { send } = await openDesk(open)
    for (const token of ['guess', '', 'x'.repeat(5_000)])
      expect((await send('gitlab', path, { method: 'POST', json, headers: { cookie: `${sessionCookie}=${token}` } })).status).toBe(404)
  })

  test('is not needed with the header of the sandbox, an id or a username', async () => {
    const { send } = await openDesk(open)
    for (const user of ['42', 'jane', 'JANE']) expect((await send('gitlab', path, { method: 'POST', json, ...as(user) })).status).toBe(200)
    for (const user of ['41', 'nobody', '9'.repeat(400)])
      expect((await send('gitlab', path, { method: 'POST', json, ...as(user) })).status).toBe(404)
  })

  test('is needed where others than this machine reach the sandbox', async () => {
    const { send, world } = await open({ systems: [gitlab, standIn().system], exposed: true })
    expect((await send('gitlab', path, { method: 'POST', json, ...as('jane') })).status).toBe(404)
    const signedIn = await within(world, (context) => signIn(context, 'jane'))
    const headers = { cookie: `${sessionCookie}=${signedIn?.token}` }
    expect((await send('gitlab', path, { method: 'POST', json, headers })).status).toBe(200)
  })

  test('never shows its token in a trace', async () => {
    const { send, world } = await openDesk(open)
    const signedIn = await within(world, (context) => signIn(context, 'jane'))
    await send('gitlab', path, { method: 'POST', json, headers: { cookie: `${sessionCookie}=${signedIn?.token}` } })
    expect(JSON.stringify(await newestTrace(world))).not.toContain(signedIn?.token)
  })
})

describe('Sign-in', () => {
  test('stores only the hash of the token and forgets expired sessions of the user', async () => {
    const world = await createWorld({ systems: [gitlab], automatic: false })
    world.clock.freeze()
    const first = await within(world, (context) => signIn(context, 'jane'))
    expect(first?.user.id).toBe(42)
    expect(JSON.stringify(rows(world, 'sessions'))).not.toContain(first?.token)
    await within(world, (context) => signIn(context, 'sam'))
    world.clock.advance(week)
    await within(world, (context) => signIn(context, 'jane'))
    expect(rows(world, 'sessions').map(({ user_id }) => user_id)).toEqual([45, 42])
  })

  test('answers with nothing for an unknown username', async () => {
    const world = await createWorld({ systems: [gitlab], automatic: false })
    expect(await within(world, (context) => signIn(context, 'nobody'))).toBeUndefined()
  })
})
