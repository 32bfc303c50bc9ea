import type { Finding } from '../../../contracts/openapi/findings.ts'

const reasons: Record<Finding['code'], string> = {
  missing: 'is required',
  surplus: 'is unknown',
  type: 'has the wrong type',
  value: 'is not one of the values allowed',
  too_short: 'is too short',
  too_long: 'is too long',
  too_small: 'is too small',
  too_big: 'is too big',
  format: 'has the wrong format',
  undocumented: 'is unknown',
  malformed: 'cannot be read',
  characters: 'holds characters that are not accepted',
  repeated: 'is given more than once',
  union: 'has the wrong form',
}

/** What is wrong with a value, in words that do not change with the library that found it, for systems whose own are not known. */
export const reasonOf = ({ code }: Finding): string => reasons[code]

/** The same with the place in the body: `email is required`, `records/0/attributes is required`. */
export const complaintOf = (finding: Finding): string => `${finding.at.replace(/^\/body\/?/, '') || 'The body'} ${reasonOf(finding)}`
