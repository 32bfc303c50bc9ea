import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { admin, newestTrace, rowsOf } from './neighbours.ts'

const paths = ['/trials/create_hand_raise_lead', '/leads/gitlab_com/hand_raises']
const leads = {
  'a cart that was left': {
    json: example('CustomersdotHandRaiseLead', 3),
    person: { email: 'jane@example.com', productInteraction: 'cart abandonment - SaaS Premium', PQL_Namespace_Id__c: 123, optIn: true },
  },
  'a direct purchase': {
    json: example('CustomersdotHandRaiseLead', 4),
    person: {
      ...{ email: 'jane@example.com', productInteraction: 'Direct Purchase Account Creation Premium Dotcom' },
      ...{ firstName: 'Jane', lastName: 'Doe', company: 'ACME' },
    },
  },
}

const submit = ({ send }: Way, path: string, json: object) => send('customersdot', path, { method: 'POST', headers: admin, json })

describeEachWay('A lead without a form', (open) => {
  for (const path of paths)
    for (const [title, { json, person }] of Object.entries(leads)) {
      test(`of ${title} goes the way of a hand raise at ${path} and reaches Marketo without a country`, async () => {
        const way = await open()
        expect((await submit(way, path, json)).status).toBe(201)
        await way.world.settle()
        expect(rowsOf(way.world, 'customersdot.leads')).toEqual([
          expect.objectContaining({ product_interaction: json.product_interaction, sent_at: expect.any(String) }),
        ])
        const [found] = rowsOf(way.world, 'marketo.leads')
        expect(found).toMatchObject(person)
        expect(found?.country ?? null).toBeNull()
        const { summary, exchanges } = await newestTrace(way.world)
        expect(summary).not.toHaveProperty('kind')
        expect(exchanges.flatMap(({ findings }) => findings)).toEqual([])
      })
    }

  for (const path of paths) {
    test(`is refused at ${path} when it does not say that its country is not to be checked`, async () => {
      const way = await open()
      const { skip_country_validation: _, ...json } = leads['a direct purchase'].json
      const response = await submit(way, path, json)
      expect([response.status, await response.json()]).toEqual([
        422,
        { errors: "Country can't be blank", error_attribute_map: { country: ['blank'] } },
      ])
      expect((await submit(way, path, { ...json, skip_country_validation: false })).status).toBe(422)
      expect(rowsOf(way.world, 'customersdot.leads')).toEqual([])
    })
  }
})
