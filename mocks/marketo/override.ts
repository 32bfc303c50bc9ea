import { valueIn } from '../core/http/search.ts'
import type { Call } from '../core/system/call.ts'

/**
 * A GET that comes as a POST, since its query is too long for a URI: `_method=GET` in the URL or in the form, and the rest of the
 * query in the body. Source: Adobe Marketo developer guide, error-codes (414) and leads.
 */
export function override(call: Call): Call {
  if (call.method !== 'POST' || !asksToGet(call)) return call
  return { ...call, method: 'GET', query: [call.query, call.body].filter(Boolean).join('&'), body: '' }
}

const isForm = ({ headers }: Call) => headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded')

const asksToGet = (call: Call): boolean => methodIn(call.query) === 'GET' || (isForm(call) === true && methodIn(call.body) === 'GET')

const methodIn = (query: string) => valueIn(query, '_method')?.toUpperCase()
