/** A line of a CSV: its cells, and where the next line begins. */
export interface Line {
  cells: string[]
  end: number
}

/** Why a line cannot be read. */
export interface Unreadable {
  problem: string
}

/** Cells of a line. Source: Salesforce, Bulk API and Bulk API 2.0 limits: fields in a record. */
const mostCells = 5000

/**
 * Reads the lines of a CSV by RFC 4180 one by one, from a place in the text where a line begins. Cells are separated by `delimiter`; either
 * line ending is taken, and an empty line is left out. The first problem is the last that comes.
 */
export function* linesOf(text: string, delimiter: string, from = 0): Generator<Line | Unreadable> {
  for (let at = from; at < text.length; ) {
    const line = readLine(text, at, delimiter)
    if ('problem' in line) return yield line
    at = line.end
    if (line.cells.length > 1 || line.cells[0]) yield line
  }
}

function readLine(text: string, from: number, delimiter: string): Line | Unreadable {
  const cells: string[] = []
  for (let at = from; ; at++) {
    const end = endOfCell(text, at, delimiter)
    if (end === undefined) return { problem: 'a quote that is out of place' }
    if (cells.length === mostCells) return { problem: `more than ${mostCells} cells` }
    cells.push(text[at] === '"' ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end))
    at = end
    if (text[at] !== delimiter) return { cells, end: text.startsWith('\r\n', at) ? at + 2 : at + 1 }
  }
}

/** Where the delimiter, the line ending or the end of the text is; undefined when a quote does not surround a whole cell. */
function endOfCell(text: string, from: number, delimiter: string): number | undefined {
  const end = text[from] === '"' ? endOfQuotes(text, from) : endOfPlain(text, from, delimiter)
  const next = text[end]
  return end === text.length || next === delimiter || next === '\n' || next === '\r' ? end : undefined
}

/** The place after the closing quote, which is after the end of the text when there is none. A doubled quote belongs to the cell. */
function endOfQuotes(text: string, from: number): number {
  for (let at = from + 1; ; at += 2) {
    at = text.indexOf('"', at)
    if (at < 0) return text.length + 1
    if (text[at + 1] !== '"') return at + 1
  }
}

const lineFeed = 0x0a
const carriageReturn = 0x0d
const quote = 0x22

function endOfPlain(text: string, from: number, delimiter: string): number {
  const separator = delimiter.charCodeAt(0)
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === separator || code === lineFeed || code === carriageReturn || code === quote) return at
  }
  return text.length
}

/** Writes CSV with every cell quoted, as Salesforce does. */
export const writeCsv = (lines: string[][], { delimiter, ending }: { delimiter: string; ending: string }): string =>
  lines.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter) + ending).join('')

export const delimiters = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const

export const endings = { LF: '\n', CRLF: '\r\n' } as const
