import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import type { Input, OperationId, OperationsOf, Reply, SystemName } from '../../../contracts/openapi/types.ts'
import type { Reading } from '../http/body/reading.ts'
import type { Problem, Read, Request } from '../http/request.ts'
import type { StorageError } from '../store/storage.ts'
import type { Environment } from './access/env.ts'
import type { Renewal } from './access/renewal.ts'
import type { Call, RawReply } from './call.ts'
import type { Concern, RowsOf } from './concern.ts'
import type { Context, Logged } from './context.ts'
import type { LeadPath } from './fields/leadpath.ts'
import type { Job } from './record.ts'
import type { States } from './states.ts'
import type { Definitions } from './table.ts'

/** What a handler is asked with: what openapi.yaml describes, plus the raw headers and the base URL that the caller used. */
export type Asked<Op extends OperationId> = Input<Op> & { headers: Record<string, string>; base: string }

/** How a real system answers one of its operations: one of the documented statuses with its body. */
export type Handler<Op extends OperationId, Tables extends Definitions> = (
  asked: Asked<Op>,
  context: Context<Tables>,
) => Promise<Reply<Op>> | Reply<Op>

type VerbNoun<Op extends string> = Op extends `${string}.${infer Rest}` ? Rest : never

/** A handler for each operation that openapi.yaml gives a system; a missing one does not compile. */
export type Handlers<Name extends SystemName, Tables extends Definitions> = {
  [Op in OperationsOf<Name> as VerbNoun<Op>]: Handler<Op, Tables>
}

/**
 * Checks the credentials of one security scheme: undefined lets the request pass, a reply refuses it. `needs` are the permissions
 * that openapi.yaml names beside the scheme.
 */
export type Guard<Tables extends Definitions> = (
  call: Call,
  context: Context<Tables>,
  needs: string[],
) => Promise<RawReply | undefined> | RawReply | undefined

/** How a system refuses what never reaches a handler. Each answers in the real system's own words; ids and the time come from `context`. */
export interface Dialect {
  unknownPath(call: Call, context: Context): RawReply
  unknownMethod(call: Call, allowed: string[], context: Context): RawReply
  /**
   * Refuses a request before its operation, as a middleware does; undefined lets it pass. `garbled` are characters that get lost or that some
   * systems refuse. `taken` is the parsed request, if its path is known.
   */
  screen?(garbled: Finding[], call: Call, taken: Read | undefined): RawReply | undefined
  /** The body is malformed, repeats a key, or has a media type, compression or charset that the operation does not take. */
  unreadable(problem: Problem, call: Call, operation: Operation, context: Context): RawReply
  /** The body is larger than `bodyLimit`; `operation` is undefined when the path or the method is unknown. */
  oversized(call: Call, operation: Operation | undefined, context: Context): RawReply
  /** The request strays from its schema; undefined lets it pass, as most systems do with fields they do not know. */
  invalid(findings: Finding[], request: Request, operation: Operation, context: Context): RawReply | undefined
  /** A bug of the simulator. The clock and the ids are not those of the world, which may be what has the bug. */
  failed(call: Call, source: Pick<Context, 'clock' | 'ids'>): RawReply
  /** Data cannot be read or written; answered as `failed` unless given. */
  unavailable?(error: StorageError, context: Context): RawReply
}

/** How a job ended: nothing when it is done, else why it failed. `dead` gives up at once. */
export type Outcome = undefined | { failed: string; errorClass?: string; dead?: boolean }

/** Performs jobs of one class. It may run more than once for the same job. */
export interface Worker<Tables extends Definitions> {
  queue: string
  perform(args: Record<string, unknown>, context: Context<Tables>, job: Job): Promise<Outcome>
  /** Seconds until the next attempt after `failures` failures; undefined when the job is dead. `chance` is in [0, 1). */
  retryIn(failures: number, chance: number): number | undefined
}

/** The start or the end of an attempt at a job. */
export interface JobEvent {
  job: Job
  status: 'start' | 'done' | 'fail'
  /** Milliseconds since the start. */
  duration?: number
  /** Why the attempt failed. */
  failure?: Outcome
}

/** The lines that a system's framework logs automatically. */
export interface Logs {
  /** The line for a request that was answered. `duration` is in milliseconds. */
  request(call: Call, reply: RawReply, duration: number): Logged
  job(event: JobEvent): Logged
}

/** One simulated system. */
export interface System<Name extends SystemName = SystemName, Tables extends Definitions = Definitions> {
  name: Name
  tables: Tables
  handlers: Handlers<Name, Tables>
  /** By the name of the security scheme in openapi.yaml. */
  guards: Record<string, Guard<Tables>>
  errors: Dialect
  /** How a traced request is signed anew, by the name of the security scheme: its own, and another system's for which it has the key. */
  renewals?: Record<string, Renewal<Tables>>
  /** The variables that point the real system, and the clients of it, at the sandbox. */
  env?: Environment
  /** How the system receives a lead, stores it and sends it to the next system, for the lineage of its fields. */
  leadPath?: LeadPath
  /** The provider states that contracts may ask for. */
  states?: States<Name, Tables>
  /** By class name. */
  workers: Record<string, Worker<Tables>>
  /** What a user of the sandbox should look at, such as something that was stopped. */
  concerns?(rows: RowsOf): Concern[]
  /** Rows that a new world begins with, by table. `now` is an ISO stamp. */
  seed(now: string): Record<string, object[]>
  /** Bytes of a request body that the system still reads. */
  bodyLimit: number
  /** Characters of a path with its query that the system still reads; beyond it 414 without a body. No limit unless given. */
  uriLimit?: number
  /** How the system reads the bytes and the text of requests. */
  reading?: Reading
  /** Headers of every reply, whoever made it, handler, guard or dialect; called once for each call. */
  headers?(call: Call, status: number, context: Context<Tables>): Record<string, string>
  /** What a call means, where it comes in another form, such as a GET sent as a POST; traces keep the form in which it came. */
  override?(call: Call): Call
  /** Told once of each call that it is over, with its reply unless there is none. */
  ended?(call: Call, context: Pick<Context, 'clock' | 'memory'>, reply: RawReply | undefined): void
  /** The lines that the system's framework logs. No lines unless given. */
  logs?: Logs
}

/** A system whose types are no longer of interest: what the pipeline works with. */
// biome-ignore lint/suspicious/noExplicitAny: handlers are contravariant in their input, so no narrower type holds them all
export type AnySystem = Omit<System<any, any>, 'name'> & { name: SystemName }
