const many = Symbol('many')
const one = Symbol('one')

type Piece = string | typeof many | typeof one

/**
 * Tells whether a text is like a SOQL pattern: `%` stands for any characters, `_` for one, a backslash takes their meaning from
 * them; case does not count. Looks at no more than text × pattern characters, where a RegExp could take years.
 */
export function likeness(pattern: string): (text: string) => boolean {
  const pieces = [...pattern.toLowerCase().matchAll(/\\?./gsu)].map(([piece]) => pieceOf(piece))
  return (text) => fits([...text.toLowerCase()], pieces)
}

function pieceOf(text: string): Piece {
  if (text === '%') return many
  if (text === '_') return one
  return text.length > 1 && text.startsWith('\\') ? text.slice(1) : text
}

function fits(characters: string[], pieces: Piece[]): boolean {
  let [at, piece] = [0, 0]
  /** Where the last `%` stands, and how far it reaches so far. */
  let last = -1
  let reach = 0
  while (at < characters.length) {
    const wanted = pieces[piece]
    if (wanted === many) {
      last = piece++
      reach = at
    } else if (wanted === one || wanted === characters[at]) {
      at++
      piece++
    } else if (last >= 0) {
      piece = last + 1
      at = ++reach
    } else return false
  }
  return pieces.slice(piece).every((rest) => rest === many)
}
