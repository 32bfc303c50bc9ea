import { nameOf } from '../../../contracts/openapi/words.ts'
import type { Exchange, Span } from '../system/record.ts'

/** Characters of a reason that a list has room for. */
const short = 200

/** The errors of a span's steps, the outermost first. An attempt that was done again no longer counts. */
const failures = ({ steps }: Span): string[] => [...new Set(steps.flatMap(({ discarded, error }) => (discarded ? [] : (error ?? []))))]

/** Whether a step of a span failed in the attempt that counts. */
export function hasFailedStep({ steps }: Span): boolean {
  for (const { discarded, error } of steps) if (error !== undefined && !discarded) return true
  return false
}

/** Why a span failed, in a few words. */
export function reasonOf(span: Span): string {
  const reason = span.error ?? (failures(span).join(': ') || (span.type === 'exchange' ? answerOf(span) : ''))
  return reason.length > short ? `${reason.slice(0, short - 1)}…` : reason
}

function answerOf({ provider, status, response }: Exchange): string {
  const told = wordsOf(response.body)
  return `${nameOf(provider)} answered ${status}${told ? `: ${told}` : ''}`
}

/** What the dialects of the systems say in the members of a refusal; of several the first. */
function wordsOf(body: unknown): string | undefined {
  if (!body || typeof body !== 'object') return undefined
  if (Array.isArray(body)) return typeof body[0] === 'string' ? body[0] : wordsOf(body[0])
  const { error_description, errors, error, message } = body as Record<string, unknown>
  const words = [error_description, errors, error, message].find((member) => member !== undefined && member !== null)
  return typeof words === 'string' ? words : wordsOf(words)
}
