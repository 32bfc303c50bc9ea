import type { SystemName } from '../../contracts/openapi/types.ts'
import type { Exchange, Span } from '../../mocks/core/system/record.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'

/** A form as GitLab's hand-raise modal sends it today. */
export const handRaise = {
  namespace_id: 1000,
  first_name: 'Jane',
  last_name: 'Doe',
  company_name: 'ACME',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
  comment: 'I want to talk to sales.',
  glm_content: 'group-billing',
  product_interaction: 'Hand Raise PQL',
}

/** Jane, signed in by the sandbox's own header. */
export const asJane = { 'x-sandbox-user': 'jane' }

export const handRaisePath = '/-/gitlab_subscriptions/hand_raise_leads'

/** The hops of a hand raise that reaches Salesforce, after the form itself. */
export const handRaiseHops = [
  'gitlab → customersdot 201',
  'customersdot → workato 200',
  'customersdot → workato 200',
  'workato → marketo 200',
  'workato → marketo 200',
  'marketo → salesforce 200',
  'marketo → salesforce 201',
]

/** All rows of a table, oldest first. */
export const rowsOf = (world: World, system: SystemName, table: string): Row[] => [
  ...world.store.relation(`${system}.${table}`).rows.values(),
]

export const spansOf = async (world: World, response: Response): Promise<Span[]> =>
  (await world.traces.spans(response.headers.get('x-sandbox-trace') ?? '')) ?? []

export const exchanges = (spans: Span[]): Exchange[] => spans.filter((span) => span.type === 'exchange')

/** What strayed from the contract anywhere in a trace. */
export const findings = (spans: Span[]) =>
  exchanges(spans).flatMap((exchange) => exchange.findings.map((finding) => ({ operation: exchange.operation, ...finding })))

/** The hops of a trace as `gitlab → customersdot 201`. */
export const hops = (spans: Span[]): string[] =>
  exchanges(spans).map(({ consumer, provider, status }) => `${consumer} → ${provider} ${status}`)
