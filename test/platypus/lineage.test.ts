import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { using } from '../sandbox/raise.ts'
import { running } from '../sandbox/sandbox.ts'
import { byPlatypus, handRaise2022, path2022, path2023 } from './route.ts'

type Lineage = Schema<'ControlLineage'>

const desk = async (rows = byPlatypus) => using(await running({ world: { automatic: false, rows } }))

const placesOf = ({ places }: Lineage) => places.map(({ place }) => place)
const reached = ({ places }: Lineage) => places.filter((place) => place.reached).map(({ place }) => place)

/** What a field is called from place to place; null where it is not. */
function wayOf({ rows }: Lineage, field: string) {
  const cells = rows.find((row) => row.field === field)?.cells ?? []
  return cells.map(({ name }) => name)
}

test('the fields of a lead of 2022 are followed through Platypus, and none is broken', async () => {
  const { ask, send, world } = await desk()
  const id = await send(path2022, handRaise2022)
  await world.settle()
  const told: Lineage = await ask(`/traces/${id}/lineage`)
  expect(told.broken).toBeNull()
  expect(reached(told)).toEqual([
    ...['form', 'customersdot_request', 'customersdot_lead', 'platypus_request', 'workato_request'],
    ...['marketo_request', 'marketo_person', 'salesforce_request', 'salesforce_lead'],
  ])
  expect(wayOf(told, 'company_name')).toEqual([
    ...['company_name', 'company_name', 'company_name', 'company_name', 'Company'],
    ...['company', 'company', 'Company', 'Company'],
  ])
  const comment = told.rows.find(({ field }) => field === 'comment')?.cells[4]
  expect(comment).toEqual({ came: 'dropped', name: null, rule: "It is not in Platypus' Marketo field table." })
  const country = told.rows.find(({ field }) => field === 'country')?.cells[5]
  expect(country).toMatchObject({ came: 'transformed', value: 'United States' })
})

test('the request to Workato is the one that Platypus sent', async () => {
  const { ask, send, world } = await desk()
  const id = await send(path2022, handRaise2022)
  await world.settle()
  const spans = (await world.traces.spans(id)) ?? []
  const sent = spans.find((span) => span.type === 'exchange' && span.operation === 'workato.createPlatypusLead')
  const told: Lineage = await ask(`/traces/${id}/lineage`)
  expect(told.places.find(({ place }) => place === 'workato_request')).toMatchObject({ system: 'workato', exchange: sent?.id })
})

test('a lead that Platypus has not sent on came as far as its request', async () => {
  const { ask, send, setRecipe, world } = await desk()
  await setRecipe(false)
  const id = await send(path2022, handRaise2022)
  await world.settle()
  const told: Lineage = await ask(`/traces/${id}/lineage`)
  expect(reached(told)).toEqual(['form', 'customersdot_request', 'customersdot_lead', 'platypus_request', 'workato_request'])
  expect(told.rows.find(({ field }) => field === 'email' || field === 'work_email')?.cells.at(-1)?.came).toBe('not_reached')
})

test('a lead of 2023 has no place at Platypus', async () => {
  const { ask, send, world } = await desk({})
  const id = await send(path2023, handRaise2022)
  await world.settle()
  const told: Lineage = await ask(`/traces/${id}/lineage`)
  expect(placesOf(told)).not.toContain('platypus_request')
  expect(placesOf(told)).toHaveLength(8)
  expect(told.broken).toBeNull()
})
