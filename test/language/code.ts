import ts from 'typescript'

/** A part of a source file that people read: `source.slice(start, end)`. */
export interface Span {
  kind: 'comment' | 'string' | 'title'
  start: number
  end: number
}

const { SyntaxKind } = ts

/** A slash after one of these tokens divides. After any other token it starts a regular expression. */
const operands = new Set([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
])
const comments = new Set([SyntaxKind.SingleLineCommentTrivia, SyntaxKind.MultiLineCommentTrivia])
const strings = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
])
const trivia = new Set([...comments, SyntaxKind.WhitespaceTrivia, SyntaxKind.NewLineTrivia])

/** The text before the title of a test: `test(`, `describeEachWay(` or the second call in `test.each(rows)(`. */
const titled = /(?:\b(?:test|it|describe\w*)|\))\($/

/** The comments, strings and test titles of TypeScript, in the order of the file. */
export function spansOf(source: string): Span[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, source)
  const spans: Span[] = []
  const templates: boolean[] = []
  let before: ts.SyntaxKind = SyntaxKind.Unknown
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    kind = rescanned(scanner, kind, before, templates)
    const start = scanner.getTokenStart()
    const end = scanner.getTokenEnd()
    if (comments.has(kind)) spans.push({ kind: 'comment', start, end })
    if (strings.has(kind)) spans.push({ kind: titled.test(source.slice(Math.max(0, start - 40), start)) ? 'title' : 'string', start, end })
    if (!trivia.has(kind)) before = kind
  }
  return spans
}

/** Scans a token again where only the parser would know: a slash may start a regular expression, and a brace may continue a template. */
function rescanned(scanner: ts.Scanner, kind: ts.SyntaxKind, before: ts.SyntaxKind, templates: boolean[]): ts.SyntaxKind {
  const slash = kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken
  if (slash && !operands.has(before)) return scanner.reScanSlashToken()
  if (kind === SyntaxKind.OpenBraceToken || kind === SyntaxKind.TemplateHead) templates.push(kind === SyntaxKind.TemplateHead)
  if (kind !== SyntaxKind.CloseBraceToken || !templates.pop()) return kind
  const rest = scanner.reScanTemplateToken(false)
  if (rest === SyntaxKind.TemplateMiddle) templates.push(true)
  return rest
}
