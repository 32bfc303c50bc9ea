/** Lines of a CSV as lists of cells, or what is wrong with it. */
export type Table = { lines: string[][] } | { problem: string }

/** Reads CSV by RFC 4180, with `delimiter` between cells; either line ending is taken, and an empty line is left out. */
export function readCsv(text: string, delimiter: string): Table {
  const lines: string[][] = []
  let cells: string[] = []
  const form = cellForm(delimiter)
  for (let at = 0; at < text.length; at = form.lastIndex) {
    form.lastIndex = at
    const match = form.exec(text)
    if (!match) return { problem: `Line ${lines.length + 1} has a quote that is out of place.` }
    cells.push(match[1] === undefined ? (match[2] as string) : match[1].replaceAll('""', '"'))
    if (match[3] === delimiter) continue
    if (cells.length > 1 || cells[0]) lines.push(cells)
    cells = []
  }
  // A text that ends in a delimiter ends in an empty cell.
  return { lines: cells.length ? [...lines, [...cells, '']] : lines }
}

/** A cell, quoted or plain, with what ends it. */
const cellForm = (delimiter: string) => new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\${delimiter}\\r\\n]*))(\\${delimiter}|\\r\\n|\\n|\\r|$)`, 'y')

/** Writes CSV with every cell quoted, as Salesforce does. */
export const writeCsv = (lines: string[][], { delimiter, ending }: { delimiter: string; ending: string }): string =>
  lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter) + ending).join('')

export const delimiters = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const

export const endings = { LF: '\n', CRLF: '\r\n' } as const
