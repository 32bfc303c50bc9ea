import type { Row } from './columns.ts'

/** What leads from a row to what caused it: its trace, its lead, its person by the e-mail or Marketo's id, or its namespace. */
export type Origin = { trace: string } | { lead: number } | { email: string } | { person: number } | { namespace: number }

const emails = ['email', 'Email', 'work_email']
const namespaces = ['namespace_id', 'gl_namespace_id']

/** The closest that a row of `system.table` says; undefined when it belongs to nobody. */
export function originOf(name: string, row: Row): Origin | undefined {
  if (typeof row.trace_id === 'string') return { trace: row.trace_id }
  if (name === 'customersdot.leads') return { lead: Number(row.id) }
  if (typeof row.lead_id === 'number') return { lead: row.lead_id }
  const email = textIn(row, emails)
  if (email) return { email }
  if (typeof row.leadId === 'number') return { person: row.leadId }
  const namespace = name === 'gitlab.namespaces' ? row.id : textIn(row, namespaces)
  return Number(namespace) > 0 ? { namespace: Number(namespace) } : undefined
}

function textIn(row: Row, columns: string[]): string | undefined {
  const column = columns.find((name) => row[name] !== undefined && row[name] !== null)
  return column && String(row[column])
}

/** What an origin is called: `lead 4`. */
export function originName(origin: Origin): string {
  if ('trace' in origin) return `trace ${origin.trace.slice(0, 8)}`
  if ('lead' in origin) return `lead ${origin.lead}`
  if ('email' in origin) return origin.email
  return 'person' in origin ? `person ${origin.person}` : `namespace ${origin.namespace}`
}
