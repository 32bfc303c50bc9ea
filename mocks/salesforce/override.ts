import { readSearch } from '../core/http/search.ts'
import type { Call } from '../core/system/call.ts'

/** A PATCH that comes as a POST, for clients that cannot send one: `?_HttpMethod=PATCH`. That the parameter is no other's business is assumed. */
export function override(call: Call): Call {
  if (call.method !== 'POST' || !call.query.includes('_HttpMethod=')) return call
  const query = readSearch(call.query)
  if (query.get('_HttpMethod')?.toUpperCase() !== 'PATCH') return call
  const rest = new URLSearchParams([...query].filter(([name]) => name !== '_HttpMethod'))
  return { ...call, method: 'PATCH', query: rest.toString() }
}
