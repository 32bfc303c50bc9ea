/** The text of a refusal: the first of the named members that is text. A real system's body may be anything. */
export function detailOf(body: unknown, ...names: string[]): string | undefined {
  const members = Object(body) as Record<string, unknown>
  return names.map((name) => members[name]).find((member) => typeof member === 'string')
}
