import { isDecorative } from '../document.ts'

/** Words that only describe, beside those of schemas; `deprecated` is a change by itself. */
const describes = (word: string) => word === 'summary' || (isDecorative(word) && word !== 'deprecated')

/** Words whose keys are names of somebody's choice: a property may well be called "title". */
const named = new Set(['paths', 'schemas', 'properties', 'responses', 'parameters', 'headers', 'content', 'securitySchemes'])

/** How many descriptions, summaries, examples and `x-` words differ in what both documents have. They change nothing on the wire. */
export function countWording(base: unknown, head: unknown, areNames = false): number {
  if (!isTree(base) || !isTree(head)) return 0
  let count = 0
  for (const key of new Set([...Object.keys(base), ...Object.keys(head)])) {
    const [before, now] = [base[key], head[key]]
    if (areNames || !describes(key)) count += countWording(before, now, !areNames && named.has(key))
    else if (JSON.stringify(before) !== JSON.stringify(now)) count++
  }
  return count
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
