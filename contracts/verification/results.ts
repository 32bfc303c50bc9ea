import type { Schema } from '../openapi/types.ts'

type Verified = Schema<'ControlVerified'>
type Mismatch = Schema<'ControlMismatch'>

/** What `pact verifier --json` writes, as far as it is read here. */
export interface VerifierReport {
  errors: Fault[]
  /** Of interactions that their pact calls pending. */
  pendingErrors: Fault[]
  interactionResults: { description: string; result: string }[]
  /** What is printed as well, pact by pact, in lines. */
  output: string[]
}

/** A report with what the program printed while it made it. */
export interface LoggedReport extends VerifierReport {
  log: string
}

interface Fault {
  /** `Verifying a pact between <consumer> and <provider> Given <state> And <state> - <description>`, or what else went wrong. */
  interaction: string
  mismatch: { type: string; message?: string; mismatches?: Found[] }
}

interface Found {
  type: string
  mismatch?: string
  path?: string
  key?: string
  parameter?: string
}

/**
 * Each interaction with how it went, in the report's order; then, as failed too, what went wrong outside any interaction. The report
 * has one error for each result that is not OK, in the same order, but does not say which: so each result takes the first that is left
 * and ends in its description, which cannot be that of a later one.
 */
export function resultsOf({ interactionResults, errors, pendingErrors }: Omit<VerifierReport, 'output'>): Verified[] {
  const left = [...errors, ...pendingErrors]
  const judged = interactionResults.map(({ description, result }): Verified => {
    if (result === 'OK') return { interaction: description, outcome: 'passed', mismatches: [] }
    const own = left.findIndex(({ interaction }) => interaction.endsWith(` - ${description}`))
    return { interaction: description, outcome: 'failed', mismatches: own < 0 ? [] : left.splice(own, 1).flatMap(mismatchesOf) }
  })
  return [
    ...judged,
    ...left.map((fault): Verified => ({ interaction: fault.interaction, outcome: 'failed', mismatches: mismatchesOf(fault) })),
  ]
}

/** Why nothing was verified at all, when the report says so. */
export const troubleOf = ({ errors, interactionResults }: VerifierReport): string | undefined =>
  interactionResults.length ? undefined : errors.map(({ interaction, mismatch }) => mismatch.message ?? interaction).join('; ')

function mismatchesOf({ mismatch }: Fault): Mismatch[] {
  if (mismatch.mismatches) return mismatch.mismatches.flatMap(mismatchOf)
  return [{ at: 'interaction', message: mismatch.message ?? mismatch.type }]
}

/** A key that is missing is said at the place of the key, and not at that of its object. */
function mismatchOf({ type, path, key, parameter, mismatch = type }: Found): Mismatch[] {
  const missing = mismatch.match(/is missing the following keys: (.+)$/)?.[1]
  if (missing) return missing.split(', ').map((name) => ({ at: `body ${path}.${name}`, message: `"${name}" is missing` }))
  if (type === 'StatusMismatch') return [{ at: 'status', message: mismatch }]
  if (type === 'HeaderMismatch') return [{ at: `header ${key?.toLowerCase()}`, message: mismatch }]
  if (type === 'BodyTypeMismatch') return [{ at: 'body', message: mismatch }]
  return [{ at: path ? `body ${path}` : (parameter ?? 'interaction'), message: mismatch }]
}
