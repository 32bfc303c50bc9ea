import { Redactor } from './redactor.ts'

export { secretNames } from './names.ts'
export { redacted } from './passes/pass.ts'
export { Redactor } from './redactor.ts'

/** Finds secrets by name, place and form. A world has a redactor of its own, which also finds what the world issued. */
const general = new Redactor()

/** A copy of headers without secrets. */
export const redactHeaders = (headers: Record<string, string>): Record<string, string> => general.headers(headers)

/** A query string without secrets. */
export const redactQuery = (query: string): string => general.query(query)

/** A text without secrets. */
export const redactText = (text: string): string => general.text(text)

/** JSON without secrets; the very same value when it holds none. */
export const redactJson = <Value>(value: Value): Value => general.json(value)
