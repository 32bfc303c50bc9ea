import { InvalidArgumentError } from 'commander'
import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Client } from '../client.ts'
import { Failure } from '../failure.ts'

/** What somebody wants to read about: one trace, one lead by its id at CustomersDot, or a person's leads. */
export type Subject = { id: string } | { lead: number } | { email: string }

/** Reads `<id|email>` from the command line. */
export function subject(text: string): Subject {
  if (/^[0-9a-f]{32}$/i.test(text)) return { id: text.toLowerCase() }
  if (/^[1-9]\d{0,14}$/.test(text)) return { lead: Number(text) }
  if (text.includes('@')) return { email: text }
  throw new InvalidArgumentError('It is neither a trace id (32 hexadecimal digits) nor a lead id nor an e-mail.')
}

/** The trace that is meant: by its id, or the newest that carries the lead, or a lead of the person. */
export async function traceId(client: Client, subject: Subject): Promise<string> {
  if ('id' in subject) return subject.id
  const { traces } = await client.ask('control.listTraces', { query: { ...subject, leads: true, limit: 1 } })
  if (!traces[0]) throw nothing(subject)
  return traces[0].id
}

/** Every trace of a lead, or of a person's leads, newest first; or the one with an id. */
export async function summaries(client: Client, subject: Subject): Promise<Schema<'ControlTraceSummary'>[]> {
  if ('id' in subject) return [(await client.ask('control.getTrace', { path: subject })).summary]
  const found: Schema<'ControlTraceSummary'>[] = []
  for (let after: string | undefined | null; after !== null; ) {
    const page = await client.ask('control.listTraces', { query: { ...subject, leads: true, after } })
    found.push(...page.traces)
    after = page.next
  }
  if (!found.length) throw nothing(subject)
  return found
}

function nothing(subject: Exclude<Subject, { id: string }>): Failure {
  const what = 'lead' in subject ? `lead ${subject.lead}` : `a lead of ${subject.email}`
  return new Failure(`No trace carries ${what}. The sandbox was reset since, or it passed the retention limit.`)
}
