import { Pieces } from '../../system/pieces.ts'
import { type Pass, redacted } from './pass.ts'

/** The values of secret names in multipart/form-data that was not parsed. Without an empty line the rest of the text is one. */
export const multipart: Pass = function* (text, redactor) {
  if (!/form-data/i.test(text)) return text
  const names = /\bname\s*=\s*("?)([^"\r\n;]*)\1/gi
  const gap = /\r?\n\r?\n/g
  const out = new Pieces()
  let from = 0
  for (let match = names.exec(text); match; match = names.exec(text)) {
    if (out.isDue()) yield
    if (!redactor.isSecret(match[2] ?? '', true)) continue
    gap.lastIndex = names.lastIndex
    const start = gap.test(text) ? gap.lastIndex : names.lastIndex
    const end = start === names.lastIndex ? -1 : text.indexOf('\n--', start)
    out.add(text.slice(from, start), redacted)
    from = names.lastIndex = end < 0 ? text.length : end
  }
  return from ? out.end(text.slice(from)) : text
}
