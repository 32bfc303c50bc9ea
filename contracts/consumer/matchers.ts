import { MatchersV3 } from '@pact-foundation/pact'
import type { Template } from './interaction.ts'

export const { boolean, eachLike, integer, like, regex } = MatchersV3

/** Any text that has something in it. */
export const text = (example: string): Template => ({
  // A regular expression alone takes null and numbers for text, as the verifier writes them out before it compares.
  'pact:matcher:type': [{ 'pact:matcher:type': 'type' }, { 'pact:matcher:type': 'regex', regex: '^.*\\S.*$' }],
  value: example,
})

/** One of several texts. */
export const oneOf = (values: readonly string[], example: string): Template =>
  regex(`^(${values.map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$`, example)

/** A day, `2024-01-31`. */
export const date = (example: string): Template => regex('^\\d{4}-\\d{2}-\\d{2}$', example)

/** A moment in ISO 8601, in UTC. */
export const moment = (example: string): Template => regex('^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|\\+0000)$', example)

/**
 * A value of which only the form (a regular expression) is fixed: when the contract is verified, the provider's state gives it
 * under `name`, with `before` in front of it.
 */
export const fromState = (name: string, form: string, example: string, before = ''): Template => ({
  'pact:matcher:type': 'regex',
  regex: form,
  value: before + example,
  'pact:generator:type': 'ProviderState',
  expression: `${before}\${${name}}`,
})

/** What the consumer was configured with, exactly; when the contract is verified, the provider's state gives it under `name`. */
export const configured = (name: string, value: string, before = ''): Template => ({
  'pact:matcher:type': 'equality',
  value: before + value,
  'pact:generator:type': 'ProviderState',
  expression: `${before}\${${name}}`,
})

/** An `Authorization` header with a bearer token that the provider's state names. */
export const bearer = (name: string, example: string): Template => fromState(name, '^Bearer \\S+$', example, 'Bearer ')

/** A `Content-Type` of JSON, with or without a charset. */
export const json = { 'Content-Type': 'application/json' }
