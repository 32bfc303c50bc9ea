import { Pieces } from '../../system/pieces.ts'
import { isLong, portion } from '../../system/turn.ts'
import { type Finder, type Pass, redacted } from './pass.ts'

/**
 * Forms of secrets. Each begins with a mark of its own. Sources: the tokens that the systems here issue, and for the lengths of
 * real ones: Salesforce help (session ids), Adobe Marketo developer guide (authentication), GitLab docs (token prefixes), RFC 7519.
 * Whether a form begins at a place depends on no more than `farthest` characters.
 */
export const forms: Record<string, string> = {
  salesforceToken: String.raw`00D\w{12,15}![\w.]{20,}`,
  salesforceRefreshToken: String.raw`5Aep[\w.]{20,}`,
  salesforceCode: String.raw`aPrx[\w.]{20,}`,
  marketoToken: String.raw`[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:\w{2,5}`,
  gitlabToken: String.raw`gl[a-z]{2,5}-[\w-]{20,}`,
  // Only at the beginning of a word: else each `eyJ` of a long word would be read to its end.
  jwt: String.raw`(?<![\w-])eyJ[\w-]{1,8000}\.[\w-]+(?:\.[\w-]*)?`,
}

/** Words that may be tokens, whose hashes the sandbox keeps. */
const hexadecimal = String.raw`(?<!\w)((?:[0-9a-f]{32}){1,2})(?!\w)`

/** Characters of a secret. A shorter text is part of many words. */
const shortest = 4
/** A longer secret is found inside a word too, such as a password with a security token behind it. */
const distinctive = 8

/** The values of secrets as one pattern, so that their number does not count. */
export const pattern = (secrets: readonly string[], forms: Record<string, string>): string =>
  [...literals(secrets), ...Object.values(forms), hexadecimal].join('|')

/** The secrets as patterns; the longest come first, as one may hold another. */
export const literals = (secrets: readonly string[]): string[] =>
  secrets
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .map((secret) => (secret.length < distinctive ? `(?<!\\w)${escaped(secret)}(?!\\w)` : escaped(secret)))

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

/** Characters that decide whether a form begins at a place: those of the header of a JWT, and some. */
export const farthest = 2 ** 13

/** Secrets with a form of their own, and the secrets that the sandbox knows. */
export const known: Pass = function* (text, redactor) {
  const replacement = (found: string, word?: string) => (word !== undefined && !redactor.isIssued(word) ? found : redacted)
  if (!isLong(text)) return text.replace(redactor.values, replacement)
  const out = new Pieces()
  let from = 0
  for (let place = 0; place < text.length; ) {
    const match = firstFrom(place, text, redactor)
    if (!match || out.isDue()) yield
    place = match ? match.index + match[0].length : place + portion
    if (!match || replacement(match[0], match[1]) === match[0]) continue
    out.add(text.slice(from, match.index), redacted)
    from = place
  }
  return from ? out.end(text.slice(from)) : text
}

/** The first secret that begins in the portion of a text from a place on. It is searched in that portion, then read to its end. */
function firstFrom(place: number, text: string, { values, farthest }: Finder): RegExpExecArray | undefined {
  const begin = Math.max(0, place - 1)
  values.lastIndex = place - begin
  const near = values.exec(text.slice(begin, place + portion + farthest))
  if (!near || begin + near.index >= place + portion) return undefined
  values.lastIndex = begin + near.index
  return values.exec(text) ?? undefined
}
