/**
 * Text on lines of at most `width` characters, the first with `first` before it, the others with as many blanks. It breaks at blanks
 * only, so that a long place or address can still be copied.
 */
export function wrap(text: string, first: string, width = 100): string[] {
  const rest = ' '.repeat(first.length)
  const lines: string[] = []
  let line = first
  for (const word of text.split(' ')) {
    const begun = line.length > rest.length
    if (begun && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest + word
    } else line += begun ? ` ${word}` : word
  }
  return [...lines, line]
}
