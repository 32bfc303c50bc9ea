import type { Schema } from '../../../../contracts/types.ts'

type Exchange = Schema<'ControlExchange'>

const takesLeads = ({ operation }: Exchange) => operation === 'workato.createLead' || operation === 'workato.createPlatypusLead'

/** The exchange in which a recipe's job ran: of those that began before it, the last. */
export function exchangeOf({ started_at }: Schema<'WorkatoJob'>, spans: Schema<'ControlSpan'>[]): Exchange | undefined {
  return spans
    .filter((span): span is Exchange => span.type === 'exchange' && takesLeads(span))
    .filter((span) => span.started_at <= started_at)
    .at(-1)
}
