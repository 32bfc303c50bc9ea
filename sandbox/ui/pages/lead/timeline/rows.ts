import type { Branch } from '../../../../cli/print/tree.ts'
import { healthOf, type Part } from '../parts.ts'

/** One line of the timeline. */
export interface Row {
  part: Part
  /** Id of the row that it stands under. */
  parent: string | undefined
  depth: number
  /** Its place among its siblings, from 1, and how many they are. */
  position: number
  siblings: number
  hasBranches: boolean
  open: boolean
  /** How many parts that are folded away under it failed or strayed. */
  hidden: number
}

/** What is shown of a tree. */
export interface Sight {
  folded: ReadonlySet<string>
  /** Whether steps have lines of their own; without, what they caused stands under their span. */
  steps: boolean
}

/** A tree as lines from top to bottom, without what is folded away. */
export function rowsOf(tree: Branch[], sight: Sight): Row[] {
  const rows: Row[] = []
  // A stack of its own, because a trace may be deeper than calls may be.
  const open: { branch: Branch; above: Omit<Row, 'part' | 'hasBranches' | 'open' | 'hidden'> }[] = []
  const push = (branches: Branch[], parent: string | undefined, depth: number) => {
    for (let at = branches.length - 1; at >= 0; at--)
      open.push({ branch: branches[at] as Branch, above: { parent, depth, position: at + 1, siblings: branches.length } })
  }
  push(shown(tree, sight), undefined, 0)
  for (let next = open.pop(); next; next = open.pop()) {
    const { part } = next.branch
    const below = shown(next.branch.branches, sight)
    const isOpen = !sight.folded.has(part.id)
    rows.push({ ...next.above, part, hasBranches: below.length > 0, open: isOpen, hidden: isOpen ? 0 : problemsIn(next.branch.branches) })
    if (isOpen) push(below, part.id, next.above.depth + 1)
  }
  return rows
}

/** Branches without lines for steps, when these are not wanted; a step that failed is never left out. */
const shown = (branches: Branch[], sight: Sight): Branch[] =>
  sight.steps ? branches : branches.flatMap((branch) => (isQuietStep(branch.part) ? shown(branch.branches, sight) : [branch]))

const isQuietStep = (part: Part): boolean => 'depth' in part && healthOf(part) === 'good'

function problemsIn(branches: Branch[]): number {
  let problems = 0
  const open = [...branches]
  for (let next = open.pop(); next; next = open.pop()) {
    if (healthOf(next.part) !== 'good') problems++
    open.push(...next.branches)
  }
  return problems
}

/** Ids of all parts that have something under them. */
export function trunksOf(tree: Branch[]): string[] {
  const ids: string[] = []
  const open = [...tree]
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.branches.length) ids.push(next.part.id)
    for (const branch of next.branches) open.push(branch)
  }
  return ids
}

/** Ids of the parts above one, the outermost first; empty when it stands at the top or nowhere. */
export function pathTo(tree: Branch[], id: string): string[] {
  const above = new Map<string, string | undefined>()
  const open = tree.map((branch) => ({ branch, parent: undefined as string | undefined }))
  for (let next = open.pop(); next; next = open.pop()) {
    const { part, branches } = next.branch
    above.set(part.id, next.parent)
    for (const branch of branches) open.push({ branch, parent: part.id })
  }
  const path: string[] = []
  for (let parent = above.get(id); parent !== undefined; parent = above.get(parent)) path.unshift(parent)
  return path
}

/** Ids of the parts that failed, strayed or wait, from top to bottom. */
export const problemsOf = (tree: Branch[]): string[] =>
  rowsOf(tree, { folded: new Set(), steps: true })
    .filter(({ part }) => healthOf(part) !== 'good')
    .map(({ part }) => part.id)
