import { nameOf, wayOf } from '../../../../contracts/openapi/systems/simulated.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'

export type Exchange = Schema<'ControlExchange'>
export type Span = Exchange | Schema<'ControlRun'>
type System = Schema<'ControlSystem'>

/** How far a lead came: one of the systems on its way. */
export interface Station {
  system: System
  title: string
  state: 'waiting' | 'reached' | 'refused'
  /** Empty when there is nothing to say. */
  note: string
}

/** The systems on the way of a lead, with what its trace tells of each so far. */
export function stations(spans: Span[]): Station[] {
  const reached = spans.map((span) => (span.type === 'run' ? span.system : span.provider))
  return wayOf(reached).map((system) => ({ system, title: nameOf(system), ...judge(system, spans) }))
}

/** Whether the lead has come to its end. */
export const isThere = (places: Station[]): boolean => places.at(-1)?.state === 'reached'

function judge(system: System, spans: Span[]): Pick<Station, 'state' | 'note'> {
  const own = spans.filter((span): span is Exchange => span.type === 'exchange' && span.provider === system && carriesLead(span))
  const last = own.toSorted((one, other) => one.started_at.localeCompare(other.started_at)).at(-1)
  const state = !last ? 'waiting' : own.every(isRefused) ? 'refused' : 'reached'
  const refusal = last && isRefused(last) ? `answered ${last.status || 'nothing'}` : ''
  return { state, note: [refusal, jobNote(system, spans)].filter(Boolean).join(', ') }
}

/** Reading and signing in carry no lead. */
const carriesLead = ({ method, operation }: Exchange): boolean => method !== 'GET' && !/token|login/i.test(operation ?? '')

/** Workato and Marketo refuse in the body of a 200. */
const isRefused = ({ status, response }: Exchange): boolean =>
  status === 0 || status >= 400 || (response.body as { success?: unknown } | undefined)?.success === false

function jobNote(system: System, spans: Span[]): string {
  const runs = spans.filter((span) => span.type === 'run' && span.system === system)
  const last = runs.toSorted((one, other) => one.started_at.localeCompare(other.started_at)).at(-1)
  if (last?.type !== 'run' || last.outcome === 'done') return ''
  return last.outcome === 'dead' || !last.retry_at ? 'its job gave up' : `its job tries again at ${last.retry_at.slice(11, 19)} UTC`
}
