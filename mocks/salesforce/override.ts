import type { Call } from '../call.ts'

/** A PATCH that comes as a POST, for clients that cannot send one: `?_HttpMethod=PATCH`. That the parameter is no other's business is assumed. */
export function override(call: Call): Call {
  if (call.method !== 'POST' || !call.query.includes('_HttpMethod=')) return call
  const query = new URLSearchParams(call.query)
  if (query.get('_HttpMethod')?.toUpperCase() !== 'PATCH') return call
  query.delete('_HttpMethod')
  return { ...call, method: 'PATCH', query: query.toString() }
}
