/**
 * Reads a query or a form, as `URLSearchParams` does. Node 24's own takes quadratic time for many names without `=`, so each gets
 * one here: a name without `=` and a name with an empty value mean the same.
 */
export function readSearch(text: string): URLSearchParams {
  const pairs = text.startsWith('?') ? text.slice(1) : text
  return new URLSearchParams(`?${pairs.replace(/(^|&)([^=&]+)(?=&|$)/g, '$1$2=')}`)
}

/** Parts of a query or a form that can be read one by one, of about as many characters. */
export function* partsOf(text: string, size: number): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const mark = text.indexOf('&', start + size)
    const end = mark < 0 ? text.length : mark
    yield text.slice(start, end)
    start = end + 1
  }
}

/** The first value of a name that is written without escapes. Only this pair is read, however long the text is. */
export function valueIn(text: string, name: string): string | null {
  const start = text.startsWith(`${name}=`) ? 0 : text.indexOf(`&${name}=`) + 1
  if (start === 0 && !text.startsWith(`${name}=`)) return null
  const end = text.indexOf('&', start)
  return readSearch(text.slice(start, end < 0 ? text.length : end)).get(name)
}
