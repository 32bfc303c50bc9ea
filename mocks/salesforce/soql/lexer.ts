/** A piece of a SOQL text. `text` is as written; of a string it is what stands between the quotes, escapes and all. */
export interface Token {
  kind: (typeof kinds)[number]
  text: string
}

const kinds = ['string', 'datetime', 'date', 'number', 'word', 'symbol'] as const

const forms: Record<Token['kind'], RegExp> = {
  string: /'((?:[^'\\]|\\.)*)'/suy,
  datetime: /(\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2}))/iuy,
  date: /(\d{4}-\d{2}-\d{2})/uy,
  number: /([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)/iuy,
  word: /([a-z_][\w.]*(?::\d+)?)/iuy,
  symbol: /(!=|<>|<=|>=|[=<>(),])/uy,
}

/** Takes a SOQL text apart; a problem where nothing of SOQL begins. */
export function tokenize(soql: string): Token[] | { problem: string } {
  const tokens: Token[] = []
  const text = soql.trimEnd()
  for (let at = skip(text, 0); at < text.length; ) {
    const found = tokenAt(text, at)
    if (!found) return { problem: `unexpected token: '${text[at]}'` }
    tokens.push(found.token)
    at = skip(text, found.end)
  }
  return tokens
}

function tokenAt(text: string, at: number): { token: Token; end: number } | undefined {
  for (const kind of kinds) {
    const form = forms[kind]
    form.lastIndex = at
    const match = form.exec(text)
    if (match) return { token: { kind, text: match[1] as string }, end: form.lastIndex }
  }
  return undefined
}

function skip(text: string, at: number): number {
  let end = at
  while (/\s/.test(text[end] ?? '')) end++
  return end
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' }

/**
 * What a string says. `\%` and `\_` keep their backslash, which only LIKE understands; with `forLike` so does `\\`. Undefined
 * when an escape is none of SOQL's. Source: SOQL and SOSL reference, quoted string escape sequences.
 */
export function unquote(text: string, forLike = false): string | undefined {
  let known = true
  const plain = text.replace(/\\(.)/gsu, (whole, character) => {
    if (character === '%' || character === '_' || (forLike && character === '\\')) return whole
    known &&= Object.hasOwn(escapes, character)
    return escapes[character] ?? ''
  })
  return known ? plain : undefined
}
