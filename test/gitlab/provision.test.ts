import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { expectNoFindings, openDesk, rows, stored } from './desk.ts'
import { signer } from './signer.ts'

const path = '/api/v4/internal/gitlab_subscriptions/namespaces'
const whole = example('GitlabProvisionRequest', 1).provision
const duoPro = { quantity: 100, started_on: '2024-01-01', expires_on: '2024-03-01', trial: true }
const untouched = { base_product: null, storage: null, compute_minutes: null, add_on_purchases: null }

async function openProvisioning(open: Open) {
  const desk = await openDesk(open)
  desk.world.clock.freeze(Date.parse('2024-01-15'))
  const { sign, headers } = await signer(desk.world, desk.portal)
  const post = (json: unknown, id: number | string = 1000, token?: string) =>
    headers().then((own) =>
      desk.send('gitlab', `${path}/${id}/provision`, {
        method: 'POST',
        json,
        headers: token === undefined ? own : { 'x-customers-dot-internal-token': token },
      }),
    )
  return { ...desk, sign, post, provision: (provision: object, id?: number) => post({ provision }, id) }
}

describeEachWay('Provisioning', (open) => {
  test('gives a namespace its plan, its minutes and its storage in one call', async () => {
    const { provision, world } = await openProvisioning(open)
    const response = await provision(whole)
    const part = { status: 'success' }
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'success',
      message: null,
      payload: { base_product: part, storage: part, compute_minutes: part, add_on_purchases: null },
    })
    expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ namespace_id: 1000, plan_code: 'ultimate_trial', seats: 100, trial: true })
    expect(rows(world, 'namespaces').find(({ id }) => id === 1000)).toMatchObject({
      ...{ shared_runners_minutes_limit: 50_000, extra_shared_runners_minutes_limit: null },
      ...{ additional_purchased_storage_size: 10_240, additional_purchased_storage_ends_on: '2024-12-31' },
    })
    await expectNoFindings(world)
  })

  test('changes the subscription that a namespace has', async () => {
    const { provision, world } = await openProvisioning(open)
    expect((await provision({ base_product: { seats: 30 } }, 1003)).status).toBe(200)
    expect(rows(world, 'subscriptions')[0]).toMatchObject({ namespace_id: 1003, plan_code: 'premium', seats: 30 })
  })

  test('gives a namespace an add-on, and changes the one it has', async () => {
    const { provision, world } = await openProvisioning(open)
    await provision({ add_on_purchases: { duo_pro: [duoPro], duo_enterprise: [{ ...duoPro, purchase_xid: 'A-S00000001' }] } }, 1003)
    const given = { namespace_id: 1003, ...duoPro }
    expect(rows(world, 'add_on_purchases')).toEqual([
      { id: 1, add_on_name: 'code_suggestions', ...given },
      { id: 2, add_on_name: 'duo_enterprise', ...given, purchase_xid: 'A-S00000001' },
    ])
    const { trial: _, quantity: __, ...bought } = duoPro
    await provision({ add_on_purchases: { duo_pro: [{ ...bought, expires_on: '2025-01-01' }] } }, 1003)
    expect(rows(world, 'add_on_purchases')[0]).toMatchObject({ id: 1, expires_on: '2025-01-01', trial: false, quantity: 100 })
    expect(rows(world, 'add_on_purchases')).toHaveLength(2)
  })

  test('does the parts that it can when another fails, and tells of each', async () => {
    const { provision, world } = await openProvisioning(open)
    const response = await provision({ ...whole, base_product: { ...whole.base_product, trial_ends_on: null } })
    expect(response.status).toBe(422)
    const message = "Gitlab subscription trial ends on can't be blank"
    expect(await response.json()).toMatchObject({
      status: 'error',
      message,
      payload: { base_product: { status: 'error', message }, storage: { status: 'success' }, add_on_purchases: null },
    })
    expect(rows(world, 'subscriptions')).toHaveLength(3)
    expect(rows(world, 'namespaces').find(({ id }) => id === 1000)).toMatchObject({ additional_purchased_storage_size: 10_240 })
  })

  const impossible = {
    'ends before it begins': [{ ...duoPro, expires_on: '2023-12-31' }, 'Expires on must be greater than or equal to 2024-01-01'],
    'has no dates': [{ quantity: 1 }, "Started on can't be blank, Expires on can't be blank"],
    'has less than no seats': [{ ...duoPro, quantity: -1 }, 'Quantity must be greater than or equal to 0'],
  } as const
  for (const [title, [purchase, message]] of Object.entries(impossible)) {
    test(`gives no add-on that ${title}, nor the other of the same call`, async () => {
      const { provision, world } = await openProvisioning(open)
      const response = await provision({ add_on_purchases: { duo_pro: [purchase], duo_enterprise: [duoPro] } })
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ payload: { ...untouched, add_on_purchases: { status: 'error', message } } })
      expect(rows(world, 'add_on_purchases')).toEqual([])
    })
  }

  test('does nothing when nothing is given, and drops what it does not know', async () => {
    const { provision, world } = await openProvisioning(open)
    const before = stored(world)
    for (const given of [
      {},
      { base_product: {}, storage: {}, add_on_purchases: {} },
      { seats: 4, add_on_purchases: { duo_solo: [duoPro] } },
    ]) {
      const response = await provision(given)
      expect([response.status, ((await response.json()) as { status: string }).status]).toEqual([200, 'success'])
    }
    expect(stored(world)).toEqual(before)
  })

  test.each([
    null,
    { base_product: null, storage: null, compute_minutes: null, add_on_purchases: null },
    { add_on_purchases: { duo_pro: null } },
  ])('takes nil for what is not given: %j', async (given) => {
    const { post, world } = await openProvisioning(open)
    const before = stored(world)
    const response = await post({ provision: given })
    expect(response.status).toBe(200)
    expect((await response.json()).payload).toMatchObject({ base_product: null, storage: null, compute_minutes: null })
    expect(stored(world)).toEqual(before)
  })

  test('takes nil for an add-on without dates', async () => {
    const { provision } = await openProvisioning(open)
    const response = await provision({ add_on_purchases: { duo_pro: [null] } })
    expect(response.status).toBe(422)
    expect((await response.json()).message).toBe("Started on can't be blank, Expires on can't be blank")
  })

  test('is for top-level namespaces only', async () => {
    const { provision, world } = await openProvisioning(open)
    const before = stored(world)
    const response = await provision(whole, 1002)
    expect([response.status, await response.json()]).toEqual([400, { message: '400 Bad request - Must be root namespace' }])
    expect(stored(world)).toEqual(before)
  })

  test('knows no other namespace', async () => {
    const { post } = await openProvisioning(open)
    for (const id of [99_999, 'nobody']) expect((await post({ provision: whole }, id)).status).toBe(404)
  })

  test('names a parameter that is missing or of the wrong kind', async () => {
    const { post } = await openProvisioning(open)
    for (const [json, error] of [
      [{}, 'provision is missing'],
      [{ provision: { base_product: { seats: 'many' } } }, 'provision[base_product][seats] is invalid'],
      [
        { provision: { add_on_purchases: { duo_pro: [{ started_on: 'soon' }] } } },
        'provision[add_on_purchases][duo_pro][0][started_on] is invalid',
      ],
    ] as const) {
      const response = await post(json)
      expect([response.status, await response.json()]).toEqual([400, { error }])
    }
  })

  test('is for CustomersDot alone, whose token lasts until its time is up', async () => {
    const { post, sign, world } = await openProvisioning(open)
    const before = stored(world)
    const token = await sign()
    for (const other of ['', 'guess', await sign({ aud: 'gitlab' }), await sign({ sub: 'somebody' })])
      expect((await post({ provision: whole }, 1000, other)).status).toBe(401)
    world.clock.advance(60_000)
    const late = await post({ provision: whole }, 1000, token)
    expect([late.status, await late.json()]).toEqual([401, { message: '401 Unauthorized' }])
    expect(stored(world)).toEqual(before)
  })

  test('reads no body that is too large', async () => {
    const { send } = await openProvisioning(open)
    const headers = { 'content-type': 'application/json' }
    const response = await send('gitlab', `${path}/1000/provision`, { method: 'POST', headers, body: ' '.repeat(1024 * 1024 + 1) })
    expect(response.status).toBe(413)
  })
})
