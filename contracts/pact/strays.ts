import { read } from '../../mocks/core/http/request.ts'
import { route } from '../../mocks/core/http/router.ts'
import { atOnce } from '../../mocks/core/system/turn.ts'
import type { Finding } from '../openapi/findings.ts'
import type { Operation } from '../openapi/operation.ts'
import type { SystemName } from '../openapi/types.ts'
import type { PactFile } from './folder.ts'
import type { PactInteraction } from './pact.ts'

/** A way in which a pact says something else than openapi.yaml. */
export interface Stray {
  file: string
  interaction: string
  /** JSON pointer into the request or the response, `/body/email`; its side is in front: `request /body/email`. */
  at: string
  message: string
}

/**
 * Where a pact leaves openapi.yaml: requests and replies that are not valid under it. A reply may say less than the document, since
 * a consumer need not name what it does not read. An interaction whose request strays on purpose names the places in its comment
 * `strays`; one that is named and does not stray is a stray too.
 */
export const straysOf = ({ path, pact }: PactFile): Stray[] =>
  pact.interactions.flatMap((interaction) =>
    found(interaction, pact.provider as SystemName).map(({ at, message }) => ({
      file: path,
      interaction: interaction.description,
      at,
      message,
    })),
  )

type Place = Pick<Stray, 'at' | 'message'>

function found(interaction: PactInteraction, provider: SystemName): Place[] {
  const { request, response } = interaction
  const matched = route(provider, request.method, request.path)
  if (!matched || !('operation' in matched))
    return [{ at: 'request /path', message: `${request.method} ${request.path} is not in openapi.yaml.` }]
  const { operation, path } = matched
  const strayed = requestFindings(operation, path, interaction)
  const meant = meantToStray(interaction)
  const idle = meant.filter((at) => !strayed.some((finding) => finding.at === at))
  return [
    ...strayed.filter(({ at }) => !meant.includes(at)).map(placeOf),
    ...idle.map((at) => ({ at: `request ${at}`, message: 'It is said to stray, and does not.' })),
    ...responseFindings(operation, response).map(placeOf),
  ]
}

const placeOf = ({ side, at, message }: Finding): Place => ({ at: `${side} ${at}`, message })

const meantToStray = ({ comments }: PactInteraction): string[] => (typeof comments.strays === 'string' ? comments.strays.split(' ') : [])

function requestFindings(operation: Operation, path: Record<string, string>, { request }: PactInteraction): Finding[] {
  const taken = atOnce(read(operation, path, callOf(operation, request)))
  if (!taken.problem) return operation.checkRequest(taken.request, taken.mediaType)
  return [{ side: 'request', at: '/body', code: 'malformed', message: taken.problem.message }]
}

/** The request as it goes over the wire. */
function callOf({ system, server }: Operation, { method, path, query, headers, body }: PactInteraction['request']) {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value])))
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return { system, method, path, query: search.toString(), headers, body: text, base: server }
}

function responseFindings(operation: Operation, { status, body, headers }: PactInteraction['response']): Finding[] {
  if (body === undefined && operation.replies.has(status)) return []
  const findings = operation.checkResponse(status, body).filter(({ code }) => code !== 'missing')
  const { mediaType } = operation.replies.get(status) ?? {}
  const given = headers['content-type']?.split(';')[0]
  if (!mediaType || !given || given === mediaType) return findings
  return [...findings, { side: 'response', at: '/headers/content-type', code: 'value', message: `${given} is not ${mediaType}.` }]
}
