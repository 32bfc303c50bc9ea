import type { z } from 'zod'
import { pointer } from './pointer.ts'

/** One way in which an exchange strayed from the contract. */
export interface Finding {
  side: 'request' | 'response'
  /** JSON pointer into the exchange's side, e.g. `/body/trial_user/country` or `/query/step`. */
  at: string
  code: FindingCode
  message: string
}

/** What kind of straying it is; `union` when no branch of a union was clearly meant, `characters` when some are lost or do harm. */
export type FindingCode =
  | 'missing'
  | 'surplus'
  | 'type'
  | 'value'
  | 'too_short'
  | 'too_long'
  | 'too_small'
  | 'too_big'
  | 'format'
  | 'undocumented'
  | 'malformed'
  | 'characters'
  | 'repeated'
  | 'union'

type Issue = z.core.$ZodIssue

/** Findings of a value that are listed; as many of names that are not in the contract, and as many of all other kinds. */
const most = 100

/**
 * Checks a value and lists the ways in which it strays; an empty list when it does not. Where more is wrong than is listed, the last
 * finding says so.
 */
export function check(schema: z.ZodType, value: unknown, side: Finding['side']): Finding[] {
  const result = parse(schema, value)
  if (result.success) return []
  const found: Finding[] = []
  const room = { surplus: most, other: most }
  for (const issue of result.error.issues) {
    if (room.surplus < 0 && room.other < 0) break
    for (const finding of findings(issue, [], side)) {
      const left = room[finding.code === 'surplus' ? 'surplus' : 'other']--
      if (left > 0) found.push(finding)
      else if (left === 0) found.push({ ...finding, message: 'This and others like it are not listed.' })
    }
  }
  return found
}

/**
 * zod reads the `length` of any value, also of an object in place of a text or a list, and throws when that is an object without a primitive value.
 * Without these members the object is still of the wrong type.
 */
function parse(schema: z.ZodType, value: unknown): z.ZodSafeParseResult<unknown> {
  try {
    return schema.safeParse(value, { reportInput: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return schema.safeParse(JSON.parse(JSON.stringify(value), withoutLength), { reportInput: true })
  }
}

const withoutLength = (name: string, value: unknown) => (name === 'length' && typeof value === 'object' ? undefined : value)

/** The beginning of a name, which may be as long as a body. */
const shown = (name: string): string => (name.length > 100 ? `${name.slice(0, 100)}…` : name)

function findings(issue: Issue, base: PropertyKey[], side: Finding['side']): Finding[] {
  const path = [...base, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, most + 1).map(shown)
    return keys.map((key) => ({ side, at: pointer([...path, key]), code: 'surplus', message: `"${key}" is not in the contract.` }))
  }
  if (issue.code === 'invalid_union') {
    const branch = meant(issue.errors)
    if (branch) return branch.flatMap((inner) => findings(inner, path, side))
  }
  return [{ side, at: pointer(path), code: code(issue), message: issue.message }]
}

/**
 * The branch of a union that the value was meant for: the one whose consts hold and whose type is the value's own. zod reports
 * a failed union as one issue at the union's place, which would hide the field that is wrong.
 */
function meant(branches: Issue[][]): Issue[] | undefined {
  const candidates = branches.filter(
    (issues) => !issues.some((issue) => isConst(issue) || (issue.code === 'invalid_type' && issue.path.length === 0)),
  )
  return candidates.length === 1 ? candidates[0] : undefined
}

const isConst = (issue: Issue): boolean =>
  (issue.code === 'invalid_value' && issue.values.length === 1) ||
  (issue.code === 'invalid_union' && !isFlat(issue) && !meant(issue.errors))

/** Whether a union is one of plain values: zod reports a nullable type or a nullable enum so. */
const isFlat = ({ errors }: z.core.$ZodIssueInvalidUnion): boolean =>
  errors.length > 0 && errors.flat().every(({ code, path }) => path.length === 0 && (code === 'invalid_value' || code === 'invalid_type'))

function code(issue: Issue): FindingCode {
  if (issue.code === 'invalid_union' && isFlat(issue)) return flatCode(issue)
  if (issue.code === 'invalid_type' || issue.code === 'invalid_value') {
    if (issue.input === undefined) return 'missing'
    return issue.code === 'invalid_type' ? 'type' : 'value'
  }
  if (issue.code === 'too_big') return sized(issue.origin) ? 'too_long' : 'too_big'
  if (issue.code === 'too_small') return sized(issue.origin) ? 'too_short' : 'too_small'
  return issue.code === 'invalid_format' ? 'format' : 'union'
}

function flatCode({ errors, input }: z.core.$ZodIssueInvalidUnion): FindingCode {
  if (input === undefined) return 'missing'
  return errors.flat().some(({ code }) => code === 'invalid_value') ? 'value' : 'type'
}

const sized = (origin: string) => origin === 'string' || origin === 'array'
