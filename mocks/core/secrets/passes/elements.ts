import { Pieces } from '../../system/pieces.ts'
import { type Portions, pace } from '../../system/turn.ts'
import { type Pass, redacted } from './pass.ts'

/** The content of elements with secret names in XML that was not parsed. */
export const elements: Pass = function* (text, redactor) {
  const tags = /<([\w.:-]+)(?:[\s/][^<>]*)?>/g
  const out = new Pieces()
  let from = 0
  for (let match = tags.exec(text); match; match = tags.exec(text)) {
    if (out.isDue()) yield
    const name = local(match[1] ?? '')
    if (match[0].endsWith('/>') || !redactor.isSecret(name, false)) continue
    const end = yield* endOf(text, name, tags.lastIndex)
    if (end === tags.lastIndex) continue
    out.add(text.slice(from, tags.lastIndex), redacted)
    from = tags.lastIndex = end
  }
  return from ? out.end(text.slice(from)) : text
}

const local = (name: string) => name.slice(name.lastIndexOf(':') + 1).toLowerCase()

/** Where the end tag of an element begins; tags in CDATA do not count. Without one, the element has the rest of the text. */
function* endOf(text: string, name: string, start: number): Portions<number> {
  const marks = /<!\[CDATA\[|<\/([\w.:-]+)/g
  marks.lastIndex = start
  const isDue = pace()
  for (let match = marks.exec(text); match; match = marks.exec(text)) {
    if (isDue()) yield
    if (match[1] !== undefined && local(match[1]) === name) return match.index
    const end = match[1] === undefined ? text.indexOf(']]>', marks.lastIndex) : marks.lastIndex
    if (end < 0) break
    marks.lastIndex = end
  }
  return text.length
}
