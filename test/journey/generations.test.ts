import { expect, test } from 'vitest'
import type { Row } from '../../mocks/core/system/table.ts'
import { setFeature } from '../gitlab/desk.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { exchanges, findings, handRaise, handRaisePath, rowsOf, spansOf } from './pipeline.ts'

type Generation = 'today' | 'in2023' | 'in2022'
type Form = Record<string, unknown>

/** A field of the Salesforce record that is not the same for all generations, with what each gives it; undefined when it gives nothing. */
interface Difference extends Record<Generation, unknown> {
  field: string
  reason: string
}

interface Submission {
  title: string
  user: string
  /** What the user would answer if a form asked for everything. */
  answers: Form
  differences: Difference[]
}

/** What each generation's form asks beyond what all do, and where it is posted. */
const generations: Record<Generation, { path: string; asks: string[] }> = {
  today: { path: handRaisePath, asks: ['product_interaction'] },
  in2023: { path: '/-/subscriptions/hand_raise_leads', asks: ['product_interaction', 'company_size'] },
  in2022: { path: '/-/trials/create_hand_raise_lead', asks: ['company_size'] },
}
const names = Object.keys(generations) as Generation[]
const notAskedByAll = ['product_interaction', 'company_size']

const companySize = { field: 'Employee_Buckets__c', reason: "today's form no longer asks for the company's size" }
const existingPlan = { field: 'Existing_Plan__c', reason: 'GitLab adds the plan of the namespace since 2024' }
const interaction = { field: 'Product_Interaction__c', reason: "2022's form names none, and CustomersDot takes it for a hand raise" }
const moment = { field: 'Last_Interesting_Moment__c', reason: 'Marketo words it by the product interaction' }
const qualified = { field: 'PQL_Product_Qualified_Lead__c', reason: 'Marketo sets it by the product interaction' }
const owner = { field: 'OwnerId', reason: 'Salesforce has a queue for hand raises, and sends all others to that of their region' }
const duoPro = 'Requested Contact-Duo Pro Add-On'
const moments = ['HandRaise PQL - Contact Us on 2026-03-01', 'Requested Contact - Duo Pro Add-On on 2026-03-01']
const queues = ['00G000000000001EAA', '00G000000000003EAA']

const submissions: Submission[] = [
  {
    title: 'a hand raise for a free group',
    user: 'jane',
    answers: { ...handRaise, company_size: '100-499' },
    differences: [
      { ...companySize, today: undefined, in2023: '100-499', in2022: '100-499' },
      { ...existingPlan, today: 'free', in2023: undefined, in2022: undefined },
    ],
  },
  {
    title: 'a request for Duo Pro from a premium group abroad',
    user: 'james',
    answers: {
      ...handRaise,
      ...{ namespace_id: '1003', first_name: 'James', last_name: 'Bond', company_name: 'Universal Exports', company_size: '1-99' },
      ...{ country: 'GB', state: null, comment: '', glm_content: 'code-suggestions' },
      product_interaction: duoPro,
    },
    differences: [
      { ...companySize, today: undefined, in2023: '1-99', in2022: '1-99' },
      { ...existingPlan, today: 'premium', in2023: undefined, in2022: undefined },
      { ...interaction, today: duoPro, in2023: duoPro, in2022: 'Hand Raise PQL' },
      { ...moment, today: moments[1], in2023: moments[1], in2022: moments[0] },
      { ...qualified, today: undefined, in2023: undefined, in2022: true },
      { ...owner, today: queues[1], in2023: queues[1], in2022: queues[0] },
    ],
  },
]

const newer = 'customersdot.createHandRaise'
const older = 'customersdot.createHandRaiseLead'

/** GitLab's flag, and which of CustomersDot's paths each generation takes by it. */
const flags: { enabled: boolean; takes: Record<Generation, string> }[] = [
  { enabled: true, takes: { today: newer, in2023: older, in2022: older } },
  { enabled: false, takes: { today: older, in2023: older, in2022: older } },
]

describeEachWay('A hand raise of each generation', (open) => {
  for (const { title, user, answers, differences } of submissions) {
    test(`ends as the same Salesforce record but for the listed differences: ${title}`, async () => {
      for (const { enabled } of flags) {
        const records = await recordsOf(open, { user, answers, enabled })
        expect(differencesOf(records)).toStrictEqual(expected(differences))
      }
    })

    test(`ends as the same Salesforce record by either path of CustomersDot: ${title}`, async () => {
      const on = await recordsOf(open, { user, answers, enabled: true })
      expect(await recordsOf(open, { user, answers, enabled: false })).toStrictEqual(on)
    })
  }

  for (const { enabled, takes } of flags) {
    test(`takes its own path to CustomersDot while the flag is ${enabled ? 'on' : 'off'}, without a finding`, async () => {
      const { user, answers } = submissions[0] as Submission
      const taken = await eachGeneration(async (generation) => {
        const { spans } = await raise(open, generation, { user, answers, enabled })
        expect(findings(spans)).toEqual([])
        return exchanges(spans).find(({ provider }) => provider === 'customersdot')?.operation
      })
      expect(taken).toEqual(takes)
    })
  }
})

type Raised = { user: string; answers: Form; enabled: boolean }

/** Raises a hand in a world of its own, at noon of a day that never changes, and lets it arrive. */
async function raise(open: Open, generation: Generation, { user, answers, enabled }: Raised) {
  const { world, send } = await open()
  world.clock.freeze(Date.parse('2026-03-01T12:00:00Z'))
  await setFeature(world, 'new_hand_raise_lead_endpoint', enabled)
  const { path, asks } = generations[generation]
  const json = without(
    answers,
    notAskedByAll.filter((field) => !asks.includes(field)),
  )
  const response = await send('gitlab', path, { method: 'POST', json, headers: { 'x-sandbox-user': user } })
  expect(response.status).toBe(200)
  await world.settle()
  return { world, spans: await spansOf(world, response) }
}

/** The Salesforce record that each generation leads to, without the id that chance gives it. */
const recordsOf = (open: Open, raised: Raised) =>
  eachGeneration(async (generation) => {
    const { world } = await raise(open, generation, raised)
    const records = rowsOf(world, 'salesforce', 'leads')
    expect(records).toHaveLength(1)
    return without(records[0] as Row, ['Id'])
  })

/** One after the other, since the worlds share their hosts' names. */
async function eachGeneration<Result>(work: (generation: Generation) => Promise<Result>) {
  const results: Partial<Record<Generation, Result>> = {}
  for (const name of names) results[name] = await work(name)
  return results as Record<Generation, Result>
}

/** Each field that is not the same in all records, with its value in each. */
function differencesOf(records: Record<Generation, Form>) {
  const fields = new Set(names.flatMap((name) => Object.keys(records[name])))
  const rows = [...fields].map((field) => [field, Object.fromEntries(names.map((name) => [name, records[name][field]]))] as const)
  return Object.fromEntries(rows.filter(([, values]) => new Set(names.map((name) => values[name])).size > 1))
}

const expected = (differences: Difference[]) =>
  Object.fromEntries(differences.map(({ field, today, in2023, in2022 }) => [field, { today, in2023, in2022 }]))

const without = (form: Form, fields: readonly string[]): Form =>
  Object.fromEntries(Object.entries(form).filter(([field]) => !fields.includes(field)))
