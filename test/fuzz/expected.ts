import type { Operation } from '../../contracts/openapi/operation.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { locate } from '../../mocks/core/engine/respond.ts'
import { normalise } from '../../mocks/core/http/path.ts'
import type { Call, Sent } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import type { Arrived } from './ways.ts'

/** What is wrong with the reply to a call; nothing when openapi.yaml or the system's dialect has it so. */
export function wrongWith(world: World, { call, sent }: Arrived): string[] {
  const { operation } = locate(world.system(call.system), call)
  const found = unsendableIn(sent) ?? (operation ? undocumentedIn(operation, call, sent) : strangeIn(call, sent))
  return found ? [found] : []
}

function unsendableIn({ headers }: Sent): string | undefined {
  try {
    new Headers(headers)
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

/**
 * A status of the document, with its media type, unless a middleware refuses. Bodies are checked when an exchange is recorded, but those of `control`
 * are not recorded.
 */
function undocumentedIn(operation: Operation, call: Call, sent: Sent): string | undefined {
  if (isOne(middleware[operation.system] ?? [], call, sent)) return undefined
  const reply = operation.replies.get(sent.status)
  if (!reply) return `${operation.id} does not document ${sent.status}`
  if (!sent.text) return undefined
  if (typeOf(sent) !== (reply.mediaType ?? 'nothing'))
    return `${operation.id} has ${typeOf(sent)} at ${sent.status}, not ${reply.mediaType}`
  const body = typeOf(sent) === 'application/json' ? JSON.parse(sent.text) : undefined
  const [finding] = operation.system === 'control' ? operation.checkResponse(sent.status, body) : []
  return finding && `${operation.id} has ${finding.at}: ${finding.message}`
}

const typeOf = ({ headers }: Sent) => (headers['content-type'] ?? '').split(';')[0] as string

/** A refusal of what the document does not have: an unknown path or method, or what no operation reads. */
const strangeIn = (call: Call, sent: Sent): string | undefined =>
  isOne([...(middleware[call.system] ?? []), ...refusals[call.system](call)], call, sent)
    ? undefined
    : `${call.system} refuses ${call.method} ${call.path} with ${sent.status} ${typeOf(sent)} ${sent.text.slice(0, 200)}`

interface Refusal {
  statuses: number[]
  type: string
  body: RegExp
}

/** Over HTTP a reply to HEAD comes without its body. */
const isOne = (refusals: Refusal[], { method }: Call, sent: Sent) =>
  refusals.some(
    ({ statuses, type, body }) =>
      statuses.includes(sent.status) && typeOf(sent) === type && (body.test(sent.text) || (method === 'HEAD' && !sent.text)),
  )

const json = (body: RegExp, ...statuses: number[]): Refusal => ({ statuses, type: 'application/json', body })
const empty = (...statuses: number[]): Refusal => ({ statuses, type: '', body: /^$/ })

/** Refusals that come before the operation is known. The forms are written down once more: a copy of what errors.ts does would prove nothing. */
const middleware: Partial<Record<SystemName, Refusal[]>> = {
  gitlab: [{ statuses: [400], type: 'text/plain', body: /^Bad Request$/ }],
  customersdot: [json(/^\{"error":"Bad Request"\}$/, 400)],
  salesforce: [{ statuses: [400], type: 'text/html', body: /^<html><body>Illegal Request: [\w ]+\.<\/body><\/html>$/ }],
}

const page: Refusal = { statuses: [404, 413], type: 'text/html', body: /^<!DOCTYPE html>.*<h1>/s }

const refusals: Record<SystemName, (call: Call) => Refusal[]> = {
  gitlab: ({ path }) => (normalise(path).startsWith('/api/') ? [json(/^\{"(error|message)":"4\d\d [\w ]+"\}$/, 404, 405, 413)] : [page]),
  customersdot: () => [json(/^\{"error":"[\w ]+"\}$/, 404, 413)],
  platypus: () => [json(/^\{"message":"[\w ]+"\}$/, 404, 413)],
  workato: () => [json(/^\{"message":"[\w ]+"\}$/, 404, 413)],
  marketo: () => [
    json(/^\{"requestId":"\w+#\w+","success":false,"errors":\[\{"code":"6\d\d","message":".+"\}\]\}$/s, 200),
    empty(413, 414),
  ],
  salesforce: () => [json(/^\[\{"message":".+","errorCode":"[A-Z_]+"\}\]$/s, 404, 405, 413), empty(414)],
  control: () => [json(/^\{"error":".+"\}$/s, 404, 405, 413)],
}
