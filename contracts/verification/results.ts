import type { Schema } from '../types.ts'

type Verified = Schema<'ControlVerified'>
type Mismatch = Schema<'ControlMismatch'>

/** What `pact verifier --json` writes, as far as it is read here. */
export interface VerifierReport {
  result: boolean
  errors: { interaction: string; mismatch: { type: string; message?: string; mismatches?: Found[] } }[]
  pendingErrors: VerifierReport['errors']
  interactionResults: { description: string; result: string }[]
  output: string[]
}

interface Found {
  type: string
  mismatch?: string
  path?: string
  key?: string
  parameter?: string
}

/** Each interaction with how it went, in the report's order. */
export function resultsOf({ interactionResults, errors }: VerifierReport): Verified[] {
  return interactionResults.map(({ description, result }) => {
    const mismatches = errors.filter(({ interaction }) => interaction.endsWith(` - ${description}`)).flatMap(mismatchesOf)
    const failed = result !== 'OK' || mismatches.length > 0
    return { interaction: description, outcome: failed ? 'failed' : 'passed', mismatches }
  })
}

/** Why nothing was verified at all, when the report says so. */
export const troubleOf = ({ errors, interactionResults }: VerifierReport): string | undefined =>
  interactionResults.length ? undefined : errors.map(({ interaction, mismatch }) => mismatch.message ?? interaction).join('; ')

function mismatchesOf({ mismatch }: VerifierReport['errors'][number]): Mismatch[] {
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
