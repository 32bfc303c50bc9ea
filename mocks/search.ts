/**
 * Reads a query or a form, as `URLSearchParams` does. Node 24's own takes quadratic time for many names without `=`, so each gets
 * one here: a name without `=` and a name with an empty value mean the same.
 */
export function readSearch(text: string): URLSearchParams {
  const pairs = text.startsWith('?') ? text.slice(1) : text
  return new URLSearchParams(`?${pairs.replace(/(^|&)([^=&]+)(?=&|$)/g, '$1$2=')}`)
}
