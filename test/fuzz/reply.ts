import fc from 'fast-check'
import { sample } from '../../contracts/coverage/sample.ts'
import type { DocumentedReply } from '../../contracts/openapi/operation.ts'
import { document } from '../../contracts/openapi/spec.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { mayHaveContent } from '../../mocks/core/http/content.ts'
import { route } from '../../mocks/core/http/router.ts'
import { type Change, changedAt } from './body.ts'
import { oddNames, oddText, oddValue, withBare } from './text.ts'

/** How a real system answers: as documented, with a body that is changed at a place, with anything, or not at all. */
export type Answer =
  | { kind: 'documented'; pick: number; change: Change | undefined; place: number; odd: unknown; name: string }
  | { kind: 'any'; status: number; type: string; text: string }
  | { kind: 'none' }

export const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('documented' as const),
      pick: fc.nat(),
      change: fc.option(fc.constantFrom<Change>('set', 'remove', 'add'), { nil: undefined, freq: 2 }),
      ...{ place: fc.nat(), odd: oddValue, name: fc.constantFrom(...oddNames) },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('any' as const),
      status: fc.constantFrom(200, 201, 204, 302, 400, 401, 404, 422, 429, 500, 503),
      type: fc.constantFrom('application/json', 'text/html', ''),
      text: fc.oneof(
        oddText,
        oddValue.map((value) => JSON.stringify(value)),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'none' as const }) },
)

/** A `fetch` that answers with one after the other, as the system at the host `<system>.real` would. */
export function answering(answers: Answer[]): typeof fetch {
  let turn = 0
  return async (url, init) => {
    const answer = answers[turn++ % answers.length] as Answer
    if (answer.kind === 'none') throw new TypeError('fetch failed')
    if (answer.kind === 'any') return toResponse(answer.status, answer.type, answer.text)
    const { hostname, pathname } = new URL(String(url))
    const found = route(hostname.split('.')[0] as SystemName, init?.method ?? 'GET', pathname)
    const replies = found && 'operation' in found ? [...found.operation.replies] : []
    // The first is the success, after which the client continues.
    const [status, reply] = replies[answer.pick % 3 ? 0 : answer.pick % replies.length] ?? [404, undefined]
    return toResponse(status, reply?.mediaType ?? 'application/json', textOf(reply, answer))
  }
}

function textOf(reply: DocumentedReply | undefined, { change, place, odd, name }: Extract<Answer, { kind: 'documented' }>): string {
  const body = reply?.schema ? sample(reply.schema, document) : undefined
  const changed = change ? changedAt(body, place, change, odd, name) : body
  return typeof changed === 'string' ? changed : withBare(JSON.stringify(changed) ?? '')
}

const toResponse = (status: number, type: string, text: string) =>
  new Response(mayHaveContent(status) ? text.toWellFormed() : null, { status, headers: type ? { 'content-type': type } : {} })
