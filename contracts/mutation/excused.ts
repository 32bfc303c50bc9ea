import type { Tried } from './tried.ts'

/** Whether a mutant takes away a field that the consumer is said not to rely on, and with it others that are within. */
export const takesAway = (tried: Tried, mutants: Tried[]): boolean =>
  tried.mutant.kind === 'drop' && tried.mutant.notReliedOn !== undefined && mutants.some((other) => isWithin(other, tried))

/**
 * The same mutants. When nobody notices that a field is taken away (`unnoticed`), which its declaration excuses, that also excuses
 * what breaks within the field: nobody can rely on a part of what may be missing.
 */
export function excused(mutants: Tried[], unnoticed: Tried[]): Tried[] {
  const outer = Map.groupBy(unnoticed, ({ interaction }) => interaction)
  return mutants.map((tried) => {
    const reason = outer.get(tried.interaction)?.find((other) => isWithin(tried, other))?.mutant.notReliedOn
    return reason === undefined
      ? tried
      : ({ ...tried, mutant: { ...tried.mutant, notReliedOn: tried.mutant.notReliedOn ?? reason } } as Tried)
  })
}

const isWithin = (inner: Tried, outer: Tried): boolean =>
  inner.interaction === outer.interaction && inner.side === outer.side && inner.mutant.at.startsWith(`${outer.mutant.at}/`)
