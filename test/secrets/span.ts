import type { Exchange } from '../../mocks/core/system/record.ts'
import { exchangeWith } from '../spans.ts'
import type { Planted } from './planted.ts'

/** A request with its secret in place. */
export function plant({ headers = {}, path, body, ...rest }: Planted, secret: string): Planted {
  const put = (text: string) => text.replaceAll(/SECRET|VALUE/g, () => secret)
  return {
    ...rest,
    path: put(path),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, put(value)])),
    ...(body === undefined ? {} : { body: put(body) }),
  }
}

/** The exchange of a request as it is recorded when only JSON and forms are parsed. */
export function spanOf(kind: Planted, secret: string): Exchange {
  const { method = 'GET', path, headers = {}, body, system } = plant(kind, secret)
  return exchangeWith({ provider: system, method, url: path, request: { headers, body: parsed(body, headers['content-type']) } })
}

function parsed(body: string | undefined, type: string | undefined): unknown {
  if (body === undefined) return undefined
  if (type?.endsWith('urlencoded')) return Object.fromEntries(new URLSearchParams(body))
  try {
    return type?.endsWith('json') ? JSON.parse(body) : body
  } catch {
    return body
  }
}
