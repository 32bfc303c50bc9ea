import type { Tried } from './tried.ts'

/** Whether a mutant takes away a field that the consumer is said not to rely on, and with it others that are within. */
export const takesAway = (tried: Tried, mutants: Tried[]): boolean =>
  tried.mutant.kind === 'drop' && tried.mutant.notReliedOn !== undefined && mutants.some((other) => isWithin(other, tried))

/**
 * The mutants that say something new. When nobody notices that a field is taken away, and the consumer is said not to rely on it, what
 * breaks within that field cannot be noticed either: such mutants are subsumed by the first one, and left out of every count.
 */
export function withoutSubsumed(mutants: Tried[], survivors: Tried[]): Tried[] {
  const outer = Map.groupBy(survivors, ({ interaction }) => interaction)
  return mutants.filter((tried) => !outer.get(tried.interaction)?.some((other) => isWithin(tried, other)))
}

const isWithin = (inner: Tried, outer: Tried): boolean =>
  inner.interaction === outer.interaction && inner.side === outer.side && inner.mutant.at.startsWith(`${outer.mutant.at}/`)
