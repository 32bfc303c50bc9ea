import { example } from '../contracts/openapi/spec.ts'
import { systemNames } from '../contracts/openapi/systems/simulated.ts'
import type { Exchange } from '../mocks/core/system/record.ts'
import type { World } from '../mocks/core/world.ts'

/** Milliseconds between two leads. */
const apart = 6_000
const names = ['Ada Lovelace', 'Grace Hopper', 'Jean Bartik', 'Mary Jackson', 'Radia Perlman', 'Karen Spärck Jones', 'Adele Goldberg']

/**
 * Stores leads without sending them, so that 100,000 take seconds: of each CustomersDot's row, and a trace with an exchange for every
 * system that it reached. Some were refused, some stopped on their way, some strayed from the contract.
 */
export function store(world: World, count: number) {
  const begin = world.clock.now() - count * apart
  for (let number = 1; number <= count; number++) {
    for (const span of spansOf(number, new Date(begin + number * apart).toISOString())) world.traces.append(span)
    const row = { ...example('CustomersdotLead'), id: number, email: mail(number), namespace_id: 1000 + number, user_id: number }
    world.store.commit([{ table: 'customersdot.leads', key: number, before: undefined, after: row }])
  }
}

const mail = (number: number) =>
  `${(names[number % names.length] as string).split(' ')[0]?.toLowerCase()}.${number}@acme-${number % 1000}.example`

function spansOf(number: number, started_at: string): Exchange[] {
  const systems = systemNames.slice(0, number % 50 === 7 ? 3 : number % 97 === 0 ? 1 : systemNames.length)
  return systems.map((provider, place) => ({
    type: 'exchange',
    id: (number * 8 + place).toString(16).padStart(16, '0'),
    trace_id: number.toString(16).padStart(32, '0'),
    parent_id: place ? (number * 8 + place - 1).toString(16).padStart(16, '0') : null,
    consumer: place ? (systems[place - 1] as string) : 'browser',
    provider,
    operation: null,
    method: 'POST',
    url: '/',
    attempt: 1,
    transport: 'simulated',
    started_at,
    duration_ms: 3,
    status: systems.length === 1 ? 422 : 200,
    request: { headers: {} },
    response: { headers: {} },
    findings: number % 20 === 3 && place === 1 ? [{ side: 'request', at: 'body', code: 'missing', message: 'uid is missing' }] : [],
    steps: [],
    logs: [],
    tags: tagsOf(number, provider),
  }))
}

const tagsOf = (number: number, provider: string): NonNullable<Exchange['tags']> => ({
  kind: number % 3 ? 'hand_raise' : 'trial',
  email: mail(number),
  name: names[number % names.length] as string,
  company: `ACME ${number % 1000}`,
  namespace_id: 1000 + number,
  ...(provider === 'customersdot' && { lead_id: number }),
  ...(provider === 'marketo' && { marketo_id: number }),
  ...(provider === 'salesforce' && { salesforce_id: `00Q${String(number).padStart(12, '0')}EAA` }),
})
