import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { World } from '../../mocks/core/world.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { as, newestTrace, openDesk, rows } from './desk.ts'

const noon = Date.parse('2026-03-01T12:00:00Z')
const hour = 3_600_000
const listTypes = 'customersdot.listTrialTypes'
const says = (trial_types: object) => ({ status: 200, body: { trial_types } })

const startUltimate = ({ send }: Pick<Way, 'send'>, json: object = example('GitlabTrialForm')) =>
  send('gitlab', '/-/trials?step=full', { method: 'POST', json, ...as('jane') })

const startDuoPro = ({ send }: Pick<Way, 'send'>) =>
  send('gitlab', '/-/trials/duo_pro?step=full', {
    method: 'POST',
    json: { ...example('GitlabDuoTrialForm'), namespace_id: 1003 },
    ...as('james'),
  })

const flashOf = async (world: World) => (await newestTrace(world)).steps.find(({ name }) => name === 'flash[:success]')?.output
const expiring = (date: string) => `You have successfully started a GitLab Ultimate trial that will expire on ${date}.`

describeEachWay('Duration of a trial', (open) => {
  test('is the one that CustomersDot tells, in the message after it has started', async () => {
    const { world, portal, ...way } = await openDesk(open)
    world.clock.freeze(noon)
    portal.answer(listTypes, says({ ultimate_with_dap: { duration_days: 20 } }))
    expect((await startUltimate(way)).status).toBe(302)
    expect(await flashOf(world)).toBe(expiring('March 21, 2026'))
    expect((await newestTrace(world)).steps.find(({ name }) => name === 'TrialDurationService')).toMatchObject({
      input: { trial_type: 'ultimate_with_dap' },
      output: 20,
    })
  })

  test('is the next one from its time on', async () => {
    const { world, portal, ...way } = await openDesk(open)
    const next = { duration_days: 30, next_duration_days: 14, next_active_time: '2026-03-01T13:00:00.000Z' }
    portal.answer(listTypes, says({ ultimate_with_dap: next }))
    for (const [time, date] of [
      [noon, 'March 31, 2026'],
      [noon + hour, 'March 15, 2026'],
    ] as const) {
      world.clock.freeze(time)
      await startUltimate(way)
      expect(await flashOf(world)).toBe(expiring(date))
    }
  })

  test('is asked for once an hour', async () => {
    const { world, asked, ...way } = await openDesk(open)
    const questions = () => asked().filter((operation) => operation === 'listTrialTypes').length
    world.clock.freeze(noon)
    await startUltimate(way)
    world.clock.advance(hour - 1)
    await startUltimate(way)
    expect(questions()).toBe(1)
    world.clock.advance(1)
    await startUltimate(way)
    expect(questions()).toBe(2)
  })

  const silences = {
    'refuses to tell': { status: 500 },
    'does not know the trial': says({}),
    'tells what is no number': says({ ultimate_with_dap: { duration_days: 'soon' } }),
    'tells nothing': { status: 200 },
  }
  for (const [title, reply] of Object.entries(silences)) {
    test(`is 30 days, or 60 of an add-on, when CustomersDot ${title}`, async () => {
      const { world, portal, ...way } = await openDesk(open)
      world.clock.freeze(noon)
      portal.answer(listTypes, reply)
      portal.answer('customersdot.applyAddonTrial', { status: 201 })
      expect((await startUltimate(way)).status).toBe(302)
      expect(await flashOf(world)).toBe(expiring('March 31, 2026'))
      expect((await startDuoPro(way)).status).toBe(302)
      expect(rows(world, 'add_on_purchases')).toMatchObject([{ started_on: '2026-03-01', expires_on: '2026-04-30' }])
    })
  }

  test('is logged as unknown when CustomersDot refuses to tell, and not asked for again within the hour', async () => {
    const { world, portal, asked, ...way } = await openDesk(open)
    portal.answer(listTypes, { status: 403, body: { error: 'Forbidden' } })
    await startUltimate(way)
    const { logs, steps } = await newestTrace(world)
    expect(logs.map(({ message }) => message)).toContain('Unable to fetch trial types from GitLab Customers App')
    expect(steps.find(({ name }) => name === 'TrialDurationService')).toMatchObject({ error: 'HTTP status code: 403', output: 30 })
    await startUltimate(way)
    expect(asked().filter((operation) => operation === 'listTrialTypes')).toHaveLength(1)
  })

  test('is not told to those who came from the security dashboard', async () => {
    const { world, asked, ...way } = await openDesk(open)
    await startUltimate(way, { ...example('GitlabTrialForm'), glm_content: 'discover-group-security' })
    expect(await flashOf(world)).toBe('Congratulations, your free trial is activated.')
    expect(asked()).not.toContain('listTrialTypes')
  })

  test('of an add-on is the one that CustomersDot tells, when its answer names no end', async () => {
    const { world, portal, ...way } = await openDesk(open)
    world.clock.freeze(noon)
    portal.answer(listTypes, says({ gitlab_duo_pro: { duration_days: 10 } }))
    portal.answer('customersdot.applyAddonTrial', { status: 201 })
    await startDuoPro(way)
    expect(rows(world, 'add_on_purchases')).toMatchObject([{ expires_on: '2026-03-11' }])
    expect(await flashOf(world)).toBe('You have successfully started a Duo Pro trial that will expire on March 11, 2026.')
  })

  test('of an add-on is not asked for when the answer names the end', async () => {
    const { world, asked, ...way } = await openDesk(open)
    await startDuoPro(way)
    expect(await flashOf(world)).toBe('You have successfully started a Duo Pro trial that will expire on January 31, 2030.')
    expect(asked()).not.toContain('listTrialTypes')
  })
})
