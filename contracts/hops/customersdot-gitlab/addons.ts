import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import { provisionAddOn } from '../../../mocks/customersdot/trials/callback.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { json, text } from '../../consumer/matchers.ts'
import type { Generation } from './generations.ts'

const id = 7000
const place = { id, name: 'Initech', path: 'initech', plan_code: 'premium' } as const
const purchase = { quantity: 100, started_on: '2026-03-02', expires_on: '2026-05-01', trial: true }
const early = { ...purchase, expires_on: '2026-03-01' }

/** Provisioning the trial of an add-on, by the internal interface. */
export function addOns({ signedIn, headers }: Generation): Interaction[] {
  const provisioning = (given: typeof purchase) => ({
    states: [signedIn, { name: 'a namespace with a subscription exists', params: place }],
    operation: 'gitlab.provisionNamespace' as const,
    request: { path: { id: String(id) }, headers, body: { provision: { add_on_purchases: { duo_pro: [given] } } } },
    act: (({ within }) =>
      within((context: CustomersdotContext) => provisionAddOn(context, id, { duo_pro: [given] }))) satisfies Interaction['act'],
  })
  const complaint = 'Expires on must be greater than or equal to 2026-03-02'
  return [
    {
      ...provisioning(purchase),
      description: "a request to provision an add-on's trial",
      response: { status: 200, headers: json, body: { payload: { add_on_purchases: { status: 'success' } } } },
      outcome: { applied: true },
    },
    {
      ...provisioning(early),
      description: "a request to provision an add-on's trial that ends before it begins",
      response: { status: 422, headers: json, body: { payload: { add_on_purchases: { status: 'error', message: text(complaint) } } } },
      outcome: { failed: `GitLab answered 422: "${complaint}"` },
    },
  ]
}
