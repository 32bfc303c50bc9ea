import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Context } from './context.ts'

/** What is stored of a token: its SHA-256 in hexadecimal digits. Synchronous, since every exchange with a bearer needs it. */
export const hash = (token: string): string => bytesToHex(sha256(utf8ToBytes(token)))

/** The token of an `Authorization: Bearer …` header; undefined when there is none. */
export const bearer = (authorization: string | undefined): string | undefined => authorization?.match(/^Bearer (.+)$/i)?.[1]

/** Name and password of an `Authorization: Basic …` header; undefined when there is none. */
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

interface Held {
  token: string
  /** Epoch milliseconds. */
  expiresAt: number
}

/** A client's way to its token and with it. */
interface Bearing<Answer> {
  /** Under which the client's process keeps the token for its next calls. */
  key: string
  /** Fetches a token, when there is none or it has expired. */
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
