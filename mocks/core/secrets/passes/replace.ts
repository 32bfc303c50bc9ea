import { Pieces } from '../../system/pieces.ts'
import type { Portions } from '../../system/turn.ts'

/** Replaces what a global pattern finds, in portions. The pattern matches no empty text. */
export function* replaced(text: string, pattern: RegExp, by: (match: RegExpExecArray) => string): Portions<string> {
  const out = new Pieces()
  let from = 0
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (out.isDue()) yield
    const after = by(match)
    if (after === match[0]) continue
    out.add(text.slice(from, match.index), after)
    from = pattern.lastIndex
  }
  return from ? out.end(text.slice(from)) : text
}
