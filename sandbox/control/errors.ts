import type { Dialect } from '../../mocks/core/system/system.ts'

/** The sandbox's own refusals: a sentence that says what is wrong. */
export const refuse = <Status extends number>(status: Status, error: string) => ({ status, body: { error } })

export const errors: Dialect = {
  unknownPath: ({ path }) => refuse(404, `There is nothing at ${path}.`),
  unknownMethod: ({ method, path }, allowed) => ({
    ...refuse(405, `${path} takes ${allowed.join(', ')}, and not ${method}.`),
    headers: { allow: allowed.join(', ') },
  }),
  unreadable: ({ message }) => refuse(400, `The body cannot be read: ${message}`),
  oversized: () => refuse(413, 'The body is too large.'),
  invalid: (findings) => ({ status: 400, body: { error: `${findings[0]?.at}: ${findings[0]?.message}`, findings } }),
  unavailable: ({ message }) => refuse(503, message),
  failed: () => refuse(500, 'The sandbox has a bug: what went wrong is in its standard error.'),
}
