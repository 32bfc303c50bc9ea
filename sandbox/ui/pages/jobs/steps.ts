import type { Schema } from '../../../../contracts/openapi/types.ts'

type Span = Schema<'ControlSpan'>

/**
 * Where a recipe's job ran: in the exchange that began it, or by itself when it outlasted its request or repeats another. Of those that
 * began before it ended, the last.
 */
export function spanOf({ started_at, completed_at }: Schema<'WorkatoJob'>, spans: Span[]): Span | undefined {
  return spans
    .filter(runsRecipe)
    .filter((span) => span.started_at <= (completed_at ?? started_at))
    .at(-1)
}

/** An exchange whose time was up ran none. */
const runsRecipe = (span: Span): boolean =>
  span.type === 'run' ? span.system === 'workato' : takesLeads.includes(span.operation) && span.status !== 504

const takesLeads: (string | null)[] = ['workato.createLead', 'workato.createPlatypusLead']
