import { MatchersV3 } from '@pact-foundation/pact'
import type { Template } from './interaction.ts'

export const { boolean, eachLike, integer, like, regex } = MatchersV3

/** Any text that has something in it. */
export const text = (example: string): Template => regex('^.*\\S.*$', example)

/** One of several texts. */
export const oneOf = (values: readonly string[], example: string): Template =>
  regex(`^(${values.map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`, example)

/** A day, `2024-01-31`. */
export const date = (example: string): Template => regex('^\\d{4}-\\d{2}-\\d{2}$', example)

/** A moment in ISO 8601, in UTC. */
export const moment = (example: string): Template => regex('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|\\+0000)$', example)

/**
 * A value of which only the form is fixed, because the provider's state gives it when the contract is verified: `given` may be
 * `${token}`, or have text around it. `form` is a regular expression.
 */
export const fromState = (given: string, form: string, example: string): Template => ({
  'pact:matcher:type': 'regex',
  regex: form,
  value: example,
  'pact:generator:type': 'ProviderState',
  expression: given,
})

/** An `Authorization` header with a bearer token that the provider's state names. */
export const bearer = (name: string, example: string): Template => fromState(`Bearer \${${name}}`, '^Bearer \\S+$', `Bearer ${example}`)

/** A `Content-Type` of JSON, with or without a charset. */
export const json = { 'Content-Type': 'application/json' }
