import { readSearch } from '../../../mocks/core/http/search.ts'
import type { Fields } from '../../../mocks/core/system/fieldmap.ts'
import type { Exchange, KeptRow, Span, TraceSummary } from '../../../mocks/core/system/record.ts'
import type { Key } from '../../../mocks/core/system/table.ts'
import { leadForms } from '../../../mocks/gitlab/mapping.ts'
import { externalId } from '../../../mocks/marketo/mapping.ts'

/** The exchanges that carried a lead from system to system, as far as it came. */
export interface Way {
  form?: Exchange | undefined
  customersdot?: Exchange | undefined
  platypus?: Exchange | undefined
  workato?: Exchange | undefined
  marketo?: Exchange | undefined
  salesforce?: Exchange | undefined
}

/** Finds what carried the lead; of several attempts, the last that succeeded, else the last. */
export function wayOf(spans: Span[]): Way {
  const exchanges = spans.filter((span): span is Exchange => span.type === 'exchange')
  const pick = (carries: (exchange: Exchange) => boolean, taken = isTaken) => {
    const attempts = exchanges.filter(carries)
    return attempts.findLast(taken) ?? attempts.at(-1)
  }
  return {
    form: pick(({ operation, provider }) => provider === 'gitlab' && Object.hasOwn(leadForms, operation?.split('.')[1] ?? '')),
    customersdot: pick(carriesLead),
    platypus: pick(({ operation }) => operation === 'platypus.createLead'),
    workato: pick(({ operation }) => operation === 'workato.createLead' || operation === 'workato.createPlatypusLead'),
    marketo: pick(({ operation }) => operation === 'marketo.syncLeads', isSynced),
    salesforce: pick(({ operation }) => operation === 'salesforce.upsertLead'),
  }
}

/** A trigger for Iterable carries an e-mail too, and is no lead. */
const carriesLead = ({ provider, operation, request }: Exchange): boolean =>
  provider === 'customersdot' && operation !== 'customersdot.createIterable' && 'work_email' in flat(request.body)

/** Whether a lead was sent on by way of Platypus, however far it came. */
export const isByPlatypus = (spans: Span[]): boolean =>
  spans.some((span) => (span.type === 'run' ? span.class === 'Platypus::CreateLeadWorker' : span.provider === 'platypus'))

const isTaken = ({ status }: Exchange) => status >= 200 && status < 400

const isSynced = (exchange: Exchange) => personIn(exchange) !== undefined

/** The fields that an exchange carried. */
export const sentIn = {
  form: ({ url, request }: Exchange): Fields => ({ ...queryOf(url), ...object(request.body) }),
  customersdot: ({ request }: Exchange): Fields => flat(request.body),
  platypus: ({ request }: Exchange): Fields => object(request.body),
  workato: ({ request }: Exchange): Fields => object(request.body),
  marketo: ({ request }: Exchange): Fields => object((object(request.body).input as unknown[] | undefined)?.[0]),
  /** The key of the upsert stands in its path. */
  salesforce: ({ request, url }: Exchange): Fields => {
    const key = url.match(new RegExp(`/${externalId}/([^/?]+)`))?.[1]
    return { ...object(request.body), ...(key ? { [externalId]: decodeURIComponent(key) } : {}) }
  },
}

/** A row that a lead became, and what was kept of it. */
export interface LeadRow {
  table: string
  key: Key
  kept: KeptRow | undefined
}

/** The rows that a lead became, as its own work left them; undefined where it did not come. */
export function rowsOf(spans: Span[], way: Way, summary: TraceSummary): Record<'lead' | 'person' | 'record', LeadRow | undefined> {
  const written = way.customersdot?.steps.flatMap(({ rows = [] }) => rows).find(({ table }) => table === 'customersdot.leads')
  const { id } = object(way.salesforce?.response.body)
  const until = spans.indexOf(senderOf(spans, way) as Span)
  return {
    lead: leadRow('customersdot.leads', written?.key ?? summary.lead_ids[0], spans),
    person: leadRow('marketo.leads', personIn(way.marketo) ?? summary.marketo_id, until < 0 ? spans : spans.slice(0, until + 1)),
    record: leadRow('salesforce.leads', typeof id === 'string' ? id : summary.salesforce_id, way.salesforce ? [way.salesforce] : []),
  }
}

/** The run that sent the lead to Salesforce: the person is what it read. */
const senderOf = (spans: Span[], { salesforce }: Way): Span | undefined =>
  salesforce && spans.find((span) => [span, ...span.steps].some(({ id }) => id === salesforce.parent_id))

function leadRow(table: string, key: Key | undefined, spans: Span[]): LeadRow | undefined {
  if (key === undefined) return undefined
  const kept = spans.flatMap(({ rows = [] }) => rows).findLast((row) => row.table === table && row.key === key)
  return { table, key, kept }
}

function personIn(exchange: Exchange | undefined): number | undefined {
  const { id } = object((object(exchange?.response.body).result as unknown[] | undefined)?.[0])
  return typeof id === 'number' ? id : undefined
}

/** The lead of a trial stands in `trial_user`. */
function flat(body: unknown): Fields {
  const { trial_user, ...rest } = object(body)
  return { ...rest, ...object(trial_user) }
}

const queryOf = (url: string): Fields => Object.fromEntries(readSearch(url.split('?')[1] ?? ''))

const object = (value: unknown): Fields => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {})
