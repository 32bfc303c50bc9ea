import { describe, expect, test } from 'vitest'
import { document, example, validator } from '../../contracts/openapi/spec.ts'
import { type Generation, generations, needsState, shown, sizeLabel, type Values } from '../../sandbox/ui/pages/try/fields.ts'
import { type HandRaise, handRaiseOf, handRaises } from '../../sandbox/ui/pages/try/handraise.ts'
import { leadsOn, trialOf, trials } from '../../sandbox/ui/pages/try/trial.ts'
import { complaints } from '../../sandbox/ui/pages/try/validation.ts'
import { vocabularyOf } from '../../sandbox/ui/pages/try/vocabulary.ts'

const handRaise = example('GitlabHandRaiseLead2023')
const values: Values = { ...(handRaise as Values), namespace_id: '1000', trial_entity: 'company', new_group_name: 'ACME' }
const button = {
  namespaceId: 1000,
  glmContent: handRaise.glm_content ?? '',
  productInteraction: handRaise.product_interaction ?? '',
}
const labels = (fields: { label: string }[]) => fields.map(({ label }) => label)

describe('The hand-raise form', () => {
  const schemas = { '2022': 'GitlabHandRaiseLead2022', '2023': 'GitlabHandRaiseLead2023', today: 'GitlabHandRaiseLead' } as const

  test.each(generations)("sends the document's example of its generation: %s", (generation) => {
    const { namespace_id, ...wanted } = example(schemas[generation])
    const { glm_content, product_interaction } = { product_interaction: '', ...wanted }
    const set = { namespaceId: Number(namespace_id), glmContent: glm_content ?? '', productInteraction: product_interaction }
    const sent = handRaiseOf(handRaises[generation], wanted as Values, set)
    expect(sent).toEqual({ ...wanted, namespace_id: Number(namespace_id) })
    expect(validator(schemas[generation]).safeParse(sent).success).toBe(true)
  })

  test('sends no state of a country without one, and no company size when none is chosen', () => {
    const sent = handRaiseOf(handRaises['2023'], { ...values, country: 'NL', state: 'CA', company_size: '' }, button)
    expect(sent).toMatchObject({ country: 'NL', state: null, company_size: null })
  })

  test('has the labels of its generation in their order', () => {
    const [first, last, ...rest] = labels(handRaises['2022'].fields)
    expect([first, last]).toEqual(['First Name', 'Last Name'])
    expect(rest).toEqual([
      ...['Company Name', 'Number of employees', 'Telephone number', 'Country', 'State/Province/City'],
      'Message for the Sales team (optional)',
    ])
    expect(labels(handRaises.today.fields)).toEqual([
      ...['First name', 'Last name', 'Company name', 'Telephone number', 'Country or region', 'State or province'],
      'Message for the Sales team',
    ])
  })

  test.each(generations)('waits for all but the message: %s', (generation) => {
    const { fields } = handRaises[generation] as HandRaise
    expect(complaints(fields, { ...values, comment: '' })).toEqual({})
    for (const { name } of fields.filter((field) => field.name !== 'comment'))
      expect(Object.keys(complaints(fields, { ...values, [name]: '' })), name).toEqual([name])
  })

  test('asks for a state in the United States and Canada only', () => {
    const asks = (country: string) =>
      needsState({ country }) && labels(shown(handRaises.today.fields, { country })).includes('State or province')
    expect(['US', 'CA', 'NL', ''].map(asks)).toEqual([true, true, false, false])
  })
})

describe('The trial application', () => {
  const from = { glm_source: 'about.gitlab.com', glm_content: 'free-billing' }
  const send = (generation: Generation, at: 0 | 1, given: Values) => trialOf(trials[generation][at] ?? trials[generation][0], given, from)

  test('sends two pages in 2022', () => {
    // The controller permits a website_url, but no form asks for one.
    const { website_url: _, ...lead } = example('GitlabTrialLead2022')
    expect(send('2022', 0, lead as Values)).toEqual({ query: {}, form: lead })
    const apply = example('GitlabTrialApply2022', 1)
    expect(send('2022', 1, apply as Values)).toEqual({ query: {}, form: { ...apply, ...from } })
  })

  test('sends two steps in 2023', () => {
    const { website_url: _, ...lead } = example('GitlabTrialForm', 2)
    expect(send('2023', 0, lead as Values)).toEqual({ query: { step: 'lead' }, form: lead })
    const trial = example('GitlabTrialForm', 1)
    expect(send('2023', 1, trial as Values)).toEqual({ query: { step: 'trial' }, form: trial })
  })

  test('sends a single page today, with its origin in the query', () => {
    const form = { ...example('GitlabTrialForm'), namespace_id: '1000' }
    expect(send('today', 0, form as Values)).toEqual({ query: { step: 'full', ...from }, form })
  })

  test.each(generations)('knows on which page it is: %s', (generation) => {
    expect(trials[generation].map((page) => page?.path)).toEqual(
      { '2022': ['/-/trials/create_lead', '/-/trials/apply'], '2023': ['/-/trials', '/-/trials'], today: ['/-/trials'] }[generation],
    )
  })

  test("says GitLab's messages today", () => {
    const { fields } = trials.today[0]
    expect(complaints(fields, { country: 'US', namespace_id: '0', phone_number: 'call me' })).toEqual({
      new_group_name: 'You must enter a new group name.',
      first_name: 'First name is required.',
      last_name: 'Last name is required.',
      company_name: 'Company name is required.',
      state: 'State or province is required.',
      phone_number: 'Allowed characters: +, 0-9, -, and spaces.',
    })
    expect(complaints(fields, { ...values, namespace_id: '1000' })).toEqual({})
    expect(complaints(fields, {})).toMatchObject({
      namespace_id: 'Please select a group for your trial.',
      country: 'Country or region is required.',
    })
  })

  test.each([
    ['', true],
    ['+1 23 456-78-90', true],
    ['++1', false],
    ['1.23', false],
    ['+1 (23)', false],
  ])('takes "%s" as a telephone number today: %s', (phone_number, taken) => {
    expect('phone_number' in complaints(trials.today[0].fields, { ...values, phone_number })).toBe(!taken)
  })

  test('goes on when GitLab sends the browser to the second page', () => {
    const at = 'http://127.0.0.1:4000/gitlab/-/trials'
    expect(leadsOn(`${at}/select?glm_source=gitlab.com`)).toBe(true)
    expect(leadsOn(`${at}/new?step=trial&glm_content=x`)).toBe(true)
    expect(leadsOn('http://127.0.0.1:4000/gitlab/groups/acme?trial=true')).toBe(false)
  })
})

describe('The vocabulary', () => {
  const vocabulary = vocabularyOf(document)

  test('has every value of the table in the guide of 2023', () => {
    const table = ['discover-group-security', 'discover-group-security-pqltest', 'discover-project-security']
    const rest = ['discover-project-security-pqltest', 'group-billing', 'trial-status-show-group']
    expect(vocabulary.glmContents.map(({ value }) => value)).toEqual(
      expect.arrayContaining([...table, ...rest, 'billing-group', 'gold-callout']),
    )
  })

  test('reads company sizes as GitLab shows them', () => {
    expect(vocabulary.companySizes.map(sizeLabel)).toEqual(['1 - 99', '100 - 499', '500 - 1,999', '2,000 - 9,999', '10,000 +'])
  })
})
