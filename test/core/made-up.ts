import { example } from '../../contracts/openapi/spec.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import { createWorld } from '../../mocks/core/open.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import type { Call, Sent } from '../../mocks/core/system/call.ts'
import { Clock } from '../../mocks/core/system/clock.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { Exchange, Job, Span } from '../../mocks/core/system/record.ts'
import type { AnySystem, Dialect, System, Worker } from '../../mocks/core/system/system.ts'
import { type Definitions, table } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'

export interface Note {
  id: number
  /** Unique. */
  name: string
  /** Found by; null is filed nowhere. */
  topic: string | null
}

/** The tables of the made-up systems. */
export const tables = {
  notes: table<Note>()('id', { unique: { name: (row) => row.name }, index: { topic: (row) => row.topic } }),
} satisfies Definitions

export type Notes = typeof tables
export type NotesContext = Context<Notes>

type Portal = System<'customersdot', Notes>
type Engine = System<'marketo', Notes>

const refuse = (status: number, error: string) => ({ status, body: { error } })

const errors: Dialect = {
  unknownPath: () => refuse(404, 'unknown path'),
  unknownMethod: (_call, allowed) => refuse(405, `allowed: ${allowed.join(', ')}`),
  unreadable: ({ message }) => refuse(400, message),
  oversized: () => refuse(413, 'too large'),
  invalid: () => undefined,
  failed: () => refuse(500, 'failed'),
}

const plain = { tables, guards: {}, errors, workers: {}, seed: () => ({}), bodyLimit: 1000 }

type Parts<Of extends AnySystem> = Partial<Omit<Of, 'handlers'>> & { handlers?: Partial<Of['handlers']> }

/** A system in CustomersDot's place that does only what a test hands in; what it does not have is a bug, answered with 500. */
export const portal = ({ handlers = {}, ...parts }: Parts<Portal>): Portal => ({
  name: 'customersdot',
  ...plain,
  ...parts,
  handlers: handlers as Portal['handlers'],
})

/** The same in Marketo's place. It gives its example token to whoever asks. */
export const engine = ({ handlers = {}, ...parts }: Parts<Engine> = {}): Engine => ({
  name: 'marketo',
  ...plain,
  ...parts,
  handlers: { getToken: () => ({ status: 200, body: example('MarketoToken') }), ...handlers } as Engine['handlers'],
})

/** A worker that retries after `delays` seconds, one by one, and is dead then. */
export const worker = (perform: Worker<Notes>['perform'], delays: number[] = []): Worker<Notes> => ({
  queue: 'default',
  perform,
  retryIn: (failures) => delays[failures - 1],
})

/** Epoch milliseconds at which the made-up worlds stand still until somebody moves them. */
export const noon = Date.parse('2024-01-01T12:00:00.000Z')

/** A world of made-up systems whose clock stands, whose jobs wait to be run and whose bugs are collected. */
export async function open(systems: AnySystem[], options: Partial<WorldOptions> = {}): Promise<{ world: World; bugs: unknown[] }> {
  const bugs: unknown[] = []
  const report = (error: unknown) => bugs.push(error)
  const world = await createWorld({ systems, clock: new Clock(() => noon), automatic: false, report, ...options })
  return { world, bugs }
}

type Sending = Partial<Call> & { json?: unknown }

/** A call as a face would hand it in. */
export function call(system: SystemName, method: string, url: string, { json, ...more }: Sending = {}): Call {
  const [path = '', query = ''] = url.split('?')
  const body = json === undefined ? '' : JSON.stringify(json)
  const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
  return { system, method, path, query, body, base: `https://${system}.test`, ...more, headers: { ...headers, ...more.headers } }
}

export const send = (world: World, ...request: Parameters<typeof call>): Promise<Sent> => answer(world, call(...request))

/** Posts the example trigger to the portal, which is how a test reaches its `createIterable`. */
export const trigger = (world: World, sending: Sending = {}): Promise<Sent> =>
  send(world, 'customersdot', 'POST', '/trials/create_iterable', { json: example('CustomersdotIterable'), ...sending })

export const created = { status: 201 as const, body: { success: true as const, trigger_id: 9 } }

/** Every span of a world, in the order in which they ended. */
export async function spans(world: World): Promise<Span[]> {
  const found: Span[] = []
  for await (const { span } of world.traces.backward()) found.unshift(span)
  return found
}

export const exchanges = async (world: World): Promise<Exchange[]> =>
  (await spans(world)).filter((span): span is Exchange => span.type === 'exchange')

/** The committed rows of the portal. */
export const notes = (world: World): Note[] => [...world.store.relation('customersdot.notes').rows.values()] as unknown as Note[]

export const jobs = (world: World): Job[] => [...world.jobs.values()]
