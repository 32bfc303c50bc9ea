import type { Span } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import type { Hop, Interaction } from '../consumer/interaction.ts'
import { openConsumer } from '../consumer/open.ts'
import type { OperationId } from '../openapi/types.ts'
import type { Answer } from './answers.ts'

/** What a consumer did: what it asked the provider, in order, and all else that could be seen of it. */
export interface Behaviour {
  asked: OperationId[]
  /** What came of it, its steps, log lines, tags, rows and jobs, as JSON. The same in every run. */
  seen: string
}

/** Real time, which differs from run to run. */
const durations = ['duration_ms', 'duration_s']

/**
 * Runs an interaction's act in a world of its own, in which the first request of `operation` gets the answer and the simulated provider
 * answers the others. An act that throws has behaved too.
 */
export async function behave(hop: Hop, interaction: Interaction, operation: OperationId, answer: Answer): Promise<Behaviour> {
  const consumer = await openConsumer(hop, { ...interaction, operation }, async () => responseOf(answer))
  const spans: Span[] = []
  const stop = consumer.world.events.follow((event) => event.type === 'span' && spans.push(event.span))
  const outcome = await interaction.act(consumer).catch((error: Error) => ({ threw: error.message }))
  stop()
  const own = spans.filter((span) => ('provider' in span ? span.provider : span.system) === hop.consumer)
  const told = [...consumer.done, ...own].map(({ steps, logs, tags }) => ({ steps, logs, tags }))
  const seen = { outcome, asked: consumer.asked, told, rows: rowsOf(consumer.world, hop.consumer) }
  return { asked: consumer.asked, seen: JSON.stringify(seen, (name, value) => (durations.includes(name) ? undefined : value)) }
}

function responseOf({ status, headers, body }: Answer): Response {
  const isEmpty = body === undefined || [204, 205, 304].includes(status)
  return new Response(isEmpty ? null : JSON.stringify(body), { status, headers })
}

/** The rows of the consumer's tables, and its jobs. */
const rowsOf = ({ store }: World, consumer: string) =>
  store.names
    .filter((name) => name === 'control.jobs' || name.startsWith(`${consumer}.`))
    .map((name) => [name, ...store.relation(name).rows])
