import { Pieces } from '../../system/pieces.ts'
import type { Portions } from '../../system/turn.ts'
import { type Pass, redacted } from './pass.ts'
import { replaced } from './replace.ts'

/** User and password in URLs: `http://user:password@host`. */
export const userinfo: Pass = function* (text) {
  return text.includes('://') ? yield* replaced(text, /:\/\/[^\s/?#"<>\\]*@/g, () => `://${redacted}@`) : text
}

/** Secrets in paths, such as `/oauth2/revoke/…`, and where a reply repeats the path. */
export const steps: Pass = (text, redactor) => {
  let last = { end: -1, isSecret: false }
  return replaced(text, /\/([^\s/?#&"'<>;=,\\]+)/g, ({ 0: step, 1: name = '', index: start }) => {
    const follows = last.end === start && last.isSecret
    last = { end: start + step.length, isSecret: redactor.isSecretStep(name) }
    return follows ? `/${redacted}` : step
  })
}

/** How often a text is decoded: a URL in a URL in a URL. */
const deepest = 3

/** Percent-encoded text, such as a URL in a query. What holds a secret stays decoded, but for its separators. */
export const encoded: Pass = function* (text, redactor, depth) {
  if (depth >= deepest || !text.includes('%')) return text
  const runs = /[^\s&"'<>?#]+/g
  const out = new Pieces()
  let from = 0
  for (let match = runs.exec(text); match; match = runs.exec(text)) {
    if (out.isDue()) yield
    const [run] = match
    const decoded = run.includes('%') ? yield* plain(run) : run
    const clean = decoded === run ? run : yield* redactor.searched(decoded, depth + 1)
    if (clean === decoded) continue
    out.add(text.slice(from, match.index), clean.replaceAll('&', '%26'))
    from = runs.lastIndex
  }
  return from ? out.end(text.slice(from)) : text
}

/** Byte for byte, as names of secrets have no other characters. A broken escape stays unchanged. */
const plain = (text: string): Portions<string> =>
  replaced(text, /%([0-9a-f]{2})/gi, ([, hex = '']) => String.fromCharCode(Number.parseInt(hex, 16)))
