import type { Row } from './rows.ts'

/** What a key does on a row: go to another one, fold or unfold it, or open it. */
export type Move = { go: number } | { fold: boolean } | { open: true }

/** The keys of a tree grid, and `j` and `k` beside them. */
export function moveOf(key: string, rows: Row[], at: number): Move | undefined {
  const row = rows[at]
  if (!row) return undefined
  if (key === 'Enter' || key === ' ') return { open: true }
  if (key === 'ArrowRight') return row.hasBranches && !row.open ? { fold: false } : { go: Math.min(at + 1, rows.length - 1) }
  if (key === 'ArrowLeft') return row.hasBranches && row.open ? { fold: true } : { go: parentOf(rows, at) }
  const steps: Record<string, number> = {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    PageDown: 20,
    PageUp: -20,
    Home: -rows.length,
    End: rows.length,
  }
  const by = steps[key]
  return by === undefined ? undefined : { go: Math.max(0, Math.min(rows.length - 1, at + by)) }
}

function parentOf(rows: Row[], at: number): number {
  const parent = rows[at]?.parent
  for (let above = at - 1; above >= 0; above--) if (rows[above]?.part.id === parent) return above
  return at
}
