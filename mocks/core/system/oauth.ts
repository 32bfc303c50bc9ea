import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Context } from './context.ts'

/** What is stored of a token: its SHA-256 in hexadecimal digits. Synchronous, since every exchange with a bearer needs it. */
export const hash = (token: string): string => bytesToHex(sha256(utf8ToBytes(token)))

/** The token of an `Authorization: Bearer …` header; undefined for any other header. */
export const bearer = (authorization: string | undefined): string | undefined => authorization?.match(/^Bearer (.+)$/i)?.[1]

/** Name and password of an `Authorization: Basic …` header; undefined for any other header. */
export function basic(authorization: string | undefined): { name: string; password: string } | undefined {
  const encoded = authorization?.match(/^Basic ((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?)$/i)?.[1]
  if (!encoded) return undefined
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
  const text = new TextDecoder().decode(bytes)
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : { name: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** Compares secrets in a time that does not tell how much of them agrees. */
export function sameSecret(given: string | undefined, expected: string): boolean {
  if (!given) return false
  let difference = given.length ^ expected.length
  for (let index = 0; index < expected.length; index++) {
    difference |= given.charCodeAt(index % given.length) ^ expected.charCodeAt(index)
  }
  return difference === 0
}

/** A request for a token. */
interface TokenRequest {
  headers: Record<string, string>
  body: { grant_type?: string; client_id?: string | undefined; client_secret?: string | undefined }
}

/** The client that a token request names: by HTTP Basic, else in the body. */
export const givenClient = ({ headers, body }: TokenRequest): { name?: string | undefined; password?: string | undefined } =>
  basic(headers.authorization) ?? { name: body.client_id, password: body.client_secret }

/** A refusal of a token endpoint, with the status of the system's own dialect. Source of the body: RFC 6749, section 5.2. */
export const tokenRefusal = <Status extends number, Reason extends string>(status: Status, error: Reason, error_description: string) => ({
  status,
  body: { error, error_description },
})

/** A refusal with the status of RFC 6749, section 5.2: 401 when the client is not authenticated, else 400. */
export const refuseToken = (error: 'invalid_client' | 'invalid_request' | 'unsupported_grant_type', error_description: string) =>
  error === 'invalid_client' ? tokenRefusal(401, error, error_description) : tokenRefusal(400, error, error_description)

/** Refuses any grant but `client_credentials`, and any client but the expected one. The texts are assumed. */
export function refuseClient(request: TokenRequest, { clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  if (request.body.grant_type !== 'client_credentials')
    return refuseToken('unsupported_grant_type', 'grant_type must be client_credentials.')
  const { name, password } = givenClient(request)
  if (!name || !password) return refuseToken('invalid_request', 'client_id and client_secret are required.')
  const isExpected = name === clientId && sameSecret(password, clientSecret)
  return isExpected ? undefined : refuseToken('invalid_client', 'Client authentication failed.')
}

/** Where a system keeps the hashes of the tokens that it issues. */
interface Issuing<Row> {
  tables: { tokens: { insert(row: Row): Promise<unknown> } }
  clock: Context['clock']
}

/** A token that is issued for `life` seconds. `row` makes its row; `issued_at` and `expires_at` are ISO stamps. */
interface Issued<Row> {
  token: string
  life: number
  row(kept: { id: string; issued_at: string; expires_at: string }): Row
}

/** Keeps a token by its hash. Returns when it expires, in epoch milliseconds. */
export async function issueToken<Row>({ tables, clock }: Issuing<Row>, { token, life, row }: Issued<Row>): Promise<number> {
  const expiresAt = clock.now() + life * 1000
  await tables.tokens.insert(row({ id: hash(token), issued_at: clock.stamp(), expires_at: clock.stamp(expiresAt) }))
  return expiresAt
}

interface Keeping {
  tables: { tokens: { get(id: string): Promise<{ expires_at: string } | undefined> } }
  clock: Context['clock']
}

/** Whether a system issued a token that has not expired. */
export async function isIssued(token: string | undefined, { tables, clock }: Keeping): Promise<boolean> {
  const row = token ? await tables.tokens.get(hash(token)) : undefined
  return row !== undefined && Date.parse(row.expires_at) > clock.now()
}

interface Held {
  token: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** A client's way to its token and with it. */
interface Bearing<Answer> {
  /** Under which the client's process keeps the token for its next calls. */
  key: string
  /** Fetches a token when the client has no valid one. */
  renew(): Promise<Held | { failure: string }>
  send(token: string): Promise<Answer>
  /** Whether an answer says that the token is not accepted. */
  isRefused(answer: Answer): boolean
}

/**
 * Sends something with the token that the client holds, once more with a new one when it is refused; the second answer stands. `failure`
 * says why there is no token.
 */
export async function withToken<Answer>(
  { clock, memory }: Pick<Context, 'clock' | 'memory'>,
  { key, renew, send, isRefused }: Bearing<Answer>,
): Promise<{ answer: Answer } | { failure: string }> {
  const attempt = async () => {
    const held = await heldToken(memory, key, clock.now(), renew)
    return 'failure' in held ? held : { answer: await send(held.token) }
  }
  const first = await attempt()
  if ('failure' in first || !isRefused(first.answer)) return first
  memory.delete(key)
  return attempt()
}

async function heldToken(memory: Map<string, unknown>, key: string, now: number, renew: Bearing<unknown>['renew']) {
  const held = memory.get(key) as Held | undefined
  if (held && held.expiresAt > now) return held
  const fresh = await renew()
  if ('token' in fresh) memory.set(key, fresh)
  return fresh
}
