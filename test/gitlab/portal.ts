import { example, operations } from '../../contracts/openapi/spec.ts'
import type { OperationId } from '../../contracts/openapi/types.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import type { RawReply } from '../../mocks/core/system/call.ts'
import type { Dialect, System } from '../../mocks/core/system/system.ts'

type Op = Extract<OperationId, `customersdot.${string}`>

/** One call that the stand-in got. */
interface Received {
  operation: Op
  query: Record<string, unknown>
  headers: Record<string, string>
  body: unknown
}

/** A stand-in for CustomersDot that answers what a test wants, also what the real one's contract does not have. */
export interface Portal {
  system: System<'customersdot'>
  received: Received[]
  /** The next and all later answers of an operation. */
  answer(operation: Op, reply: RawReply | ((received: Received) => RawReply)): void
}

const every: RawReply = { status: 500, body: { error: 'The stand-in does not speak like this.' } }

const errors: Dialect = {
  unknownPath: () => every,
  unknownMethod: () => every,
  unreadable: () => every,
  oversized: () => every,
  invalid: () => undefined,
  failed: () => every,
}

const lead = { status: 201, body: { success: true, kind: 'lead', lead_id: 1 } }
const trial = { status: 201, body: { success: true, kind: 'trial', order_id: 7, trial_ends_on: '2030-01-31' } }
const both = ({ body }: Received) => ((body as { trial_user?: { sync_to_gl?: boolean } }).trial_user?.sync_to_gl ? trial : lead)

/** Every namespace may start every trial. */
const eligibility = ({ query }: Received): RawReply => {
  const ids = [query['namespace_ids[]']].flat() as number[]
  const types = ['ultimate_with_dap', 'ultimate_on_premium_with_dap', 'gitlab_duo_pro', 'gitlab_duo_enterprise']
  return { status: 200, body: { namespaces: Object.fromEntries(ids.map((id) => [id, types])), success: true } }
}

const usual: Partial<Record<Op, RawReply | ((received: Received) => RawReply)>> = {
  'customersdot.createHandRaise': lead,
  'customersdot.createHandRaiseLead': lead,
  'customersdot.createUltimateLead': lead,
  'customersdot.createAddonLead': lead,
  'customersdot.createTrial': both,
  'customersdot.createAddonTrial': both,
  'customersdot.createUltimateTrial': trial,
  'customersdot.applyAddonTrial': trial,
  'customersdot.getTrialEligibility': eligibility,
  'customersdot.listTrialTypes': { status: 200, body: example('CustomersdotTrialTypes') },
}

export function standIn(): Portal {
  const received: Received[] = []
  const answers = { ...usual }
  const handle = (operation: Op) => (asked: Omit<Received, 'operation'>) => {
    const call: Received = { operation, query: asked.query, headers: asked.headers, body: asked.body }
    received.push(call)
    const answer = answers[operation] ?? every
    return typeof answer === 'function' ? answer(call) : answer
  }
  const ids = [...operations.keys()].filter((id): id is Op => id.startsWith('customersdot.'))
  const handlers = Object.fromEntries(ids.map((id) => [id.slice('customersdot.'.length), handle(id)]))
  return {
    received,
    answer: (operation, reply) => {
      answers[operation] = reply
    },
    system: {
      name: 'customersdot',
      tables: {},
      // Typed by the contract, which this one leaves on purpose.
      handlers: handlers as unknown as System<'customersdot'>['handlers'],
      guards: {},
      errors,
      workers: {},
      seed: () => ({}),
      bodyLimit: 1024 * 1024,
    },
  }
}

/** How CustomersDot may refuse, and what GitLab's client makes of it. Source: GitLab 18.9, clients/rest_spec.rb. */
export const refusals: { title: string; reply: RawReply; errors: unknown; logged: boolean; map?: unknown }[] = [
  {
    title: 'a 422 with a text and an attribute map',
    reply: { status: 422, body: { errors: 'Email has already been taken', error_attribute_map: { email: ['taken'] }, hint: 'dropped' } },
    errors: 'Email has already been taken',
    map: { email: ['taken'] },
    logged: true,
  },
  {
    title: 'a 422 with several texts',
    reply: { status: 422, body: { errors: ['some error', 'another'] } },
    errors: ['some error', 'another'],
    logged: true,
  },
  { title: 'an empty 422', reply: { status: 422 }, errors: 'HTTP status code: 422', logged: true },
  { title: 'a 402', reply: { status: 402 }, errors: 'HTTP status code: 402', logged: false },
  { title: 'a 403', reply: { status: 403, body: { error: 'Forbidden' } }, errors: 'HTTP status code: 403', logged: false },
  { title: 'a 401', reply: { status: 401, body: { error: 'Unauthorized' } }, errors: 'HTTP status code: 401', logged: true },
  { title: 'a 404', reply: { status: 404, body: { error: 'Not found' } }, errors: 'HTTP status code: 404', logged: true },
  { title: 'a 500', reply: { status: 500, body: { error: 'Oops' } }, errors: 'HTTP status code: 500', logged: true },
]

/** A world whose CustomersDot is a real one that nobody reaches. */
export const unreachable: Partial<WorldOptions> = {
  upstreams: { customersdot: 'https://customers.invalid' },
  fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND customers.invalid') })),
}
