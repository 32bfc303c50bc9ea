import type { Schema } from '../openapi/types.ts'

/**
 * How a documented status stands: `left_out` when it is declared not consumed, whatever else is true of it; else `exercised` or
 * `missing` when the client uses it. One that the client treats as it treats any other is `besides` when an interaction has it all the
 * same, and else `unused`.
 */
export type Standing = 'exercised' | 'missing' | 'besides' | 'unused' | 'left_out'

export function standing({ exercised, used, not_consumed }: Schema<'ControlCoveredStatus'>): Standing {
  if (not_consumed !== undefined) return 'left_out'
  if (!used) return exercised ? 'besides' : 'unused'
  return exercised ? 'exercised' : 'missing'
}

/** A status with the operation that documents it. */
export interface OperationStatus {
  operation: string
  status: Schema<'ControlCoveredStatus'>
}

/** The statuses of a coverage that stand in a given way. */
export const standingAs = (wanted: Standing, { operations }: Schema<'ControlCoverage'>): OperationStatus[] =>
  operations.flatMap(({ operation, statuses }) =>
    statuses.filter((status) => standing(status) === wanted).map((status) => ({ operation, status })),
  )

/** Fields that no interaction compares, as `request /email` and `response 200/id`. */
export function unmatched({ request, response }: Schema<'ControlCoveredOperation'>): string[] {
  const sides = { request, response }
  return Object.entries(sides).flatMap(([side, fields]) => fields.filter(({ matched }) => !matched).map(({ at }) => `${side} ${at}`))
}
