import { describe, expect, test } from 'vitest'
import type { Hop } from '../../contracts/consumer/interaction.ts'
import { answerOf } from '../../contracts/coverage/answers.ts'
import { behave } from '../../contracts/coverage/behaviour.ts'
import { askedBy, branchesOn, unknownStatus } from '../../contracts/coverage/branches.ts'
import { sample } from '../../contracts/coverage/sample.ts'
import { hops } from '../../contracts/hops/index.ts'
import { document, example, operations } from '../../contracts/openapi/spec.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { Answered } from '../../mocks/core/system/question.ts'

/** A consumer of Workato that does `work` with the answer to a lead. */
const madeUp = (work: (answer: Answered<'workato.createLead'>, context: Context) => unknown): Hop => ({
  consumer: 'customersdot',
  provider: 'workato',
  interactions: [
    {
      description: 'a request to create a lead',
      states: [],
      operation: 'workato.createLead',
      request: {},
      response: { status: 200 },
      act: ({ within }) =>
        within(async (context) => work(await context.ask('workato.createLead', { body: example('WorkatoLead') }), context as never)),
      outcome: undefined,
    },
  ],
})

const branches = async (hop: Hop) => [...(await branchesOn(hop, 'workato.createLead', hop.interactions))]

describe('what a client branches on', () => {
  test('is a status that leads to another outcome, and not one that is merely quoted', async () => {
    const hop = madeUp(({ status }) =>
      status === 200 ? 'sent' : status === 429 ? `wait ${status}` : `failed with ${status}: ${status + 0}`,
    )
    expect(await branches(hop)).toEqual([200, 429])
  })

  test('is a class of statuses to which the unknown one does not belong', async () => {
    expect(await branches(madeUp(({ status }) => (status >= 500 ? 'again' : status < 300)))).toEqual([200, 500, 504])
  })

  test('is not what only the body decides', async () => {
    expect(await branches(madeUp(({ body }) => JSON.stringify(body ?? null)))).toEqual([])
  })

  test.each<[string, (context: Context) => unknown]>([
    ['logs', (context) => context.log({ message: 'Stopped' })],
    ['takes another step', (context) => context.step('wait', () => undefined)],
    ['enqueues a job', (context) => context.enqueue('Workato::CreateLeadWorker', { lead_id: 1 })],
    ['asks more', (context) => context.ask('workato.createToken', { body: { grant_type: 'client_credentials' } })],
    [
      'throws',
      () => {
        throw new Error('unforeseen')
      },
    ],
  ])('shows when the client only %s', async (_, work) => {
    const hop = madeUp(async ({ status }, context) => void (status === 404 && (await work(context))))
    expect(await branches(hop)).toEqual([404])
  })

  test('is compared with a status that no operation documents', () => {
    expect([...operations.values()].filter(({ replies }) => replies.has(unknownStatus))).toEqual([])
  })

  test('is tried with bodies that the document allows', () => {
    const providers = new Set<string>(hops.map(({ provider }) => provider))
    for (const { id, system, replies, checkResponse } of operations.values()) {
      if (!providers.has(system)) continue
      for (const [status, { schema }] of replies)
        expect(checkResponse(status, schema && sample(schema, document)), `${id} ${status}`).toEqual([])
    }
  })
})

describe('an act', () => {
  test('asks the operation that its interaction is about', async () => {
    for (const hop of hops) for (const [{ operation }, asked] of await askedBy(hop)) expect(asked).toContain(operation)
  })

  test.each(hops)('of $consumer goes the same way twice, so that a difference has a cause', async (hop) => {
    for (const interaction of hop.interactions) {
      const again = () => behave(hop, interaction, interaction.operation, answerOf(interaction))
      expect(await again(), interaction.description).toEqual(await again())
    }
  })
})
