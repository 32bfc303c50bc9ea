import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

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

/**
 * A token that a client keeps for its next calls, in its process's memory; `renew` fetches one when there is none or it has
 * expired, and answers with a failure as it is.
 */
export async function heldToken<Failure>(
  memory: Map<string, unknown>,
  key: string,
  now: number,
  renew: () => Promise<Held | { failure: Failure }>,
): Promise<{ token: string } | { failure: Failure }> {
  const held = memory.get(key) as Held | undefined
  if (held && held.expiresAt > now) return held
  const fresh = await renew()
  if ('token' in fresh) memory.set(key, fresh)
  return fresh
}
