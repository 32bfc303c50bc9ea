/** A phrase of translated or literary English. */
export interface Pattern {
  /** What to look for; a blank also matches the end of a line. */
  find: RegExp
  /** What to write instead. */
  plain: string
  /** A sentence with the phrase. */
  catches: string
  /** A sentence that says something similar in plain words. */
  passes: string
}

/** One blank, or one line end with its indentation. Two line ends separate paragraphs, and no phrase spans those. */
const blank = '(?:[^\\S\\n]+|[^\\S\\n]*\\n[^\\S\\n]*)'

/** The regular expression of a pattern for use with `matchAll`. */
export const matcher = ({ find }: Pattern): RegExp => new RegExp(find.source.replaceAll(' ', blank), `${find.flags}g`)
