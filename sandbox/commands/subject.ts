import { InvalidArgumentError } from 'commander'
import type { TraceSummary } from '../../mocks/record.ts'
import type { Client } from '../client.ts'
import { Failure } from '../failure.ts'

/** What somebody wants to read about: one trace, or a person's leads. */
export type Subject = { id: string } | { email: string }

/** Reads `<id|email>` from the command line. */
export function subject(text: string): Subject {
  if (/^[0-9a-f]{32}$/i.test(text)) return { id: text.toLowerCase() }
  if (text.includes('@')) return { email: text }
  throw new InvalidArgumentError('It is neither a trace id (32 hexadecimal digits) nor an e-mail.')
}

/** The trace that is meant: by its id, or the newest that carries a lead of the person. */
export async function traceId(client: Client, subject: Subject): Promise<string> {
  if ('id' in subject) return subject.id
  const { traces } = await client.ask('control.listTraces', { query: { email: subject.email, leads: true, limit: 1 } })
  if (!traces[0]) throw nobody(subject.email)
  return traces[0].id
}

/** Every trace of a person's leads, newest first; or the one with an id. */
export async function summaries(client: Client, subject: Subject): Promise<TraceSummary[]> {
  if ('id' in subject) return [(await client.ask('control.getTrace', { path: subject })).summary]
  const found: TraceSummary[] = []
  for (let after: string | undefined | null; after !== null; ) {
    const page = await client.ask('control.listTraces', { query: { email: subject.email, leads: true, after } })
    found.push(...page.traces)
    after = page.next
  }
  if (!found.length) throw nobody(subject.email)
  return found
}

const nobody = (email: string) => new Failure(`No trace carries a lead of ${email}. It may have passed the retention limit.`)
