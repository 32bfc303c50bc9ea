import { Pieces } from '../../system/pieces.ts'
import { type Finder, type Pass, redacted } from './pass.ts'

/** A name and, when there is one, the separator behind it. It always matches the whole name, so no character is read twice. */
const pair = String.raw`([\w%\\.[\]-]+)(["']?\s*[:=]\s*\\*)?`
/**
 * A value up to its closing quote; a list or an object up to the end of the text; without quotes up to the next parameter or line. Rather
 * too far than not far enough.
 */
const value = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"?[^\s,;}\]&<>)"']*|'[^'\\]*(?:\\[^][^'\\]*)*'?[^\s,;}\]&<>)"']*|[[{][^]*|[^&\r\n]+`
/** Signs of a token request. */
const granting = /grant_type|redirect_uri/i

/** A name with a hyphen, followed by a colon, is the name of a header: `X-CSRF-Token: …`. */
const isSecretHeader = (name: string, separator: string, redactor: Finder): boolean =>
  separator.includes(':') && name.includes('-') && redactor.isSecretHeader(name)

/** The values of secret names: `password=…`, `"password": …`, `authorization: …`. */
export const named: Pass = function* (text, redactor) {
  const pairs = new RegExp(pair, 'g')
  const values = new RegExp(value, 'y')
  const isGrant = granting.test(text)
  const out = new Pieces()
  let from = 0
  for (let match = pairs.exec(text); match; match = pairs.exec(text)) {
    if (out.isDue()) yield
    const [, name = '', separator] = match
    if (separator === undefined) continue
    const isSecret =
      redactor.isSecret(name, isGrant || '?&#'.includes(text[match.index - 1] ?? ' ')) || isSecretHeader(name, separator, redactor)
    if (!isSecret) continue
    const start = pairs.lastIndex
    values.lastIndex = start
    if (text.startsWith(redacted, start) || !values.test(text)) continue
    out.add(text.slice(from, start), redacted)
    from = pairs.lastIndex = values.lastIndex
  }
  return from ? out.end(text.slice(from)) : text
}
