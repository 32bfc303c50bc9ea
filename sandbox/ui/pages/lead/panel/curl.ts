import type { Exchange } from '../../../../../mocks/core/system/record.ts'

/** The mark that mocks/core/secrets/redact.ts puts into a trace instead of a secret. */
const redacted = '[REDACTED]'

/** Headers that curl writes itself, that do not fit the decoded body, or that would tie the new request to the old one. */
const own = /^(host|connection|content-length|content-encoding|accept-encoding|transfer-encoding|traceparent|tracestate|sec-fetch-.*)$/i

export interface Curl {
  command: string
  /** Names of secrets that the trace does not hold and the command lacks. */
  missing: string[]
}

/** A request as a command for a POSIX shell. `base` is where the sandbox answers, without a trailing slash. */
export function curlOf({ provider, method, url, request }: Exchange, base: string): Curl {
  const { kept, missing } = parted(Object.entries(request.headers).filter(([name]) => !own.test(name)))
  const address = withoutSecrets(url)
  const body = bodyOf(request.body, contentTypeOf(request.headers))
  const parts = [
    `curl ${quoted(`${base}/${provider}${address.url}`)}`,
    ...methodOf(method, body.parts.length > 0),
    ...kept.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...body.parts,
  ]
  return { command: parts.join(' \\\n  '), missing: [...missing, ...address.missing, ...body.missing] }
}

/** With `--request HEAD`, curl waits for a body that never comes. */
const methodOf = (method: string, hasBody: boolean): string[] =>
  method === 'HEAD' ? ['--head'] : method === 'GET' && !hasBody ? [] : [`--request ${method}`]

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function parted(pairs: [string, string][]) {
  const isSecret = ([, value]: [string, string]) => value.includes(redacted)
  return { kept: pairs.filter((pair) => !isSecret(pair)), missing: pairs.filter(isSecret).map(([name]) => name) }
}

const contentTypeOf = (headers: Record<string, string>): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''

function withoutSecrets(url: string): { url: string; missing: string[] } {
  const [path = '', query] = url.split('?')
  if (query === undefined) return { url, missing: [] }
  const parameters = query.split('&')
  const secret = parameters.filter((parameter) => parameter.endsWith(redacted))
  const rest = parameters.filter((parameter) => !secret.includes(parameter)).join('&')
  return { url: rest ? `${path}?${rest}` : path, missing: secret.map((parameter) => parameter.split('=')[0] ?? '') }
}

function bodyOf(body: unknown, type: string): { parts: string[]; missing: string[] } {
  if (body === undefined || body === null || body === '') return { parts: [], missing: [] }
  const missing: string[] = []
  const rest = without(body, missing)
  if (type.includes('form-urlencoded') && rest && typeof rest === 'object')
    return { parts: fields(rest).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`), missing }
  return { parts: [`--data-raw ${quoted(typeof rest === 'string' ? rest : JSON.stringify(rest))}`], missing }
}

/** A copy without the members that are secret; their names go to `missing`. */
function without(value: unknown, missing: string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, missing))
  if (!value || typeof value !== 'object') return value
  const members = Object.entries(value).filter(([, member]) => member !== redacted)
  missing.push(...Object.keys(value).filter((name) => !members.some(([kept]) => kept === name)))
  return Object.fromEntries(members.map(([name, member]) => [name, without(member, missing)]))
}

/** The pairs of a form; a list is repeated. */
const fields = (value: object): [string, string][] =>
  Object.entries(value).flatMap(([name, member]) => [member].flat().map((item): [string, string] => [name, String(item)]))
