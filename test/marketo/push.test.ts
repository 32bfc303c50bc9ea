import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { connect, findings, logged, people, refusal, rowsOf } from './connect.ts'

const path = '/rest/v1/leads/push.json'
const formPath = '/rest/v1/leads/submitForm.json'
const pushed = example('MarketoPushLeadsRequest')
const submitted = example('MarketoSubmitFormRequest')
const [jane] = pushed.input
const activities = (world: Parameters<typeof people>[0], type: number) =>
  rowsOf<{ activityTypeId: number }>(world, 'marketo.activities').filter(({ activityTypeId }) => activityTypeId === type)

describeEachWay('Marketo pushLeads', (open) => {
  test('creates, then updates, and logs a Push Lead of the program each time', async () => {
    const { ask, world } = await connect(open)
    expect(await ask('POST', path, pushed)).toMatchObject({ success: true, warnings: [], result: [{ id: 1, status: 'created' }] })
    expect((await ask('POST', path, { ...pushed, input: [{ ...jane, company: 'ACME Labs' }] })).result).toEqual([
      { id: 1, status: 'updated' },
    ])
    expect(people(world)).toMatchObject([{ ...jane, company: 'ACME Labs' }])
    const activity = {
      ...{ leadId: 1, primaryAttributeValueId: 1003, primaryAttributeValue: 'GitLab SaaS Trial' },
      attributes: { Reason: 'hand_raise', Source: 'CustomersDot' },
    }
    expect(activities(world, 145)).toMatchObject([activity, activity])
    expect(await findings(world)).toEqual([])
  })

  test('runs the smart campaigns like Sync Leads', async () => {
    const { ask, world } = await connect(open)
    await ask('POST', path, { ...pushed, input: [{ ...jane, productInteraction: 'Hand Raise PQL' }] })
    await world.settle()
    expect(people(world)).toMatchObject([{ leadStatus: 'MQL', sfdcType: 'Lead' }])
  })

  test('takes cookies without effect, and skips a record at fault', async () => {
    const { ask, world } = await connect(open)
    const { result } = await ask('POST', path, { ...pushed, input: [{ ...jane, cookies: 'id:1&token:2' }, { firstName: 'John' }] })
    expect(result).toMatchObject([
      { id: 1, status: 'created' },
      { status: 'skipped', reasons: [{ code: '1002' }] },
    ])
    expect(activities(world, 145)).toHaveLength(1)
  })

  const refusals: Record<string, { more: object; code: string; message: string }> = {
    'no program': { more: { programName: undefined }, code: '1002', message: "Missing value for the required parameter 'programName'" },
    'an unknown program': { more: { programName: 'Nothing' }, code: '1013', message: 'Object not found' },
    'a token of an e-mail': { more: { lookupField: 'mktToken' }, code: '1011', message: "Field 'mktToken' not supported" },
    'a field that is no key': { more: { lookupField: 'firstName' }, code: '1011', message: "Field 'firstName' not supported" },
  }
  for (const [name, { more, code, message }] of Object.entries(refusals)) {
    test(`refuses ${name} with ${code} and creates nobody`, async () => {
      const { ask, world } = await connect(open)
      expect(await ask('POST', path, { ...pushed, ...more })).toMatchObject(refusal(code, message))
      expect(people(world)).toEqual([])
    })
  }
})

describeEachWay('Marketo submitForm', (open) => {
  const [record] = submitted.input
  const filling = (leadFormFields: object) => ({ ...submitted, input: [{ ...record, leadFormFields }] })

  test('creates, then updates the person, and logs a Fill Out Form', async () => {
    const { ask, world } = await connect(open)
    expect((await ask('POST', formPath, submitted)).result).toEqual([{ id: 1, status: 'created' }])
    expect((await ask('POST', formPath, { ...submitted, programId: 1001 })).result).toEqual([{ id: 1, status: 'updated' }])
    expect(people(world)).toMatchObject([{ email: 'jane@example.com', company: 'ACME' }])
    expect(activities(world, 2)).toMatchObject([{ primaryAttributeValueId: 1029, primaryAttributeValue: 'Contact sales' }, { leadId: 1 }])
    expect(logged(world, 2)[0]).toEqual({
      'Client IP Address': '192.0.2.1',
      'Form Fields': JSON.stringify(record?.leadFormFields),
      'Referrer URL': 'https://about.gitlab.com/sales/',
      'User Agent': 'Mozilla/5.0',
    })
    expect(await findings(world)).toEqual([])
  })

  const skips: Record<string, { fields: object; code: string; message: string }> = {
    'a field that the form does not have': {
      fields: { email: 'jane@example.com', leadScore: 100 },
      ...{ code: '1006', message: "Field 'leadScore' not found" },
    },
    'no e-mail address': {
      fields: { firstName: 'Jane' },
      ...{ code: '1002', message: "Missing value for the required parameter 'email'" },
    },
  }
  for (const [name, { fields, code, message }] of Object.entries(skips)) {
    test(`skips ${name} with ${code} and logs nothing`, async () => {
      const { ask, world } = await connect(open)
      const { result } = await ask('POST', formPath, filling(fields))
      expect(result).toEqual([{ status: 'skipped', reasons: [{ code, message }] }])
      expect(rowsOf(world, 'marketo.activities')).toEqual([])
    })
  }

  test('refuses an unknown form or program with 1013, and two records with 1003', async () => {
    const { ask } = await connect(open)
    for (const more of [{ formId: 9 }, { programId: 9 }])
      expect(await ask('POST', formPath, { ...submitted, ...more })).toMatchObject(refusal('1013', 'Object not found'))
    expect(await ask('POST', formPath, { ...submitted, input: [record, record] })).toMatchObject(refusal('1003', 'Invalid data'))
  })
})
