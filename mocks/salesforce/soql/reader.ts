import { type Token, tokenize, unquote } from './lexer.ts'

/** Reads tokens one after the other. The first problem ends the text, so that whatever is read after it comes to nothing. */
export class Reader {
  problem: string | undefined
  /** How deep conditions are nested at the moment. */
  depth = 0
  readonly #tokens: Token[]
  #at = 0

  constructor(soql: string) {
    const tokens = tokenize(soql)
    this.#tokens = 'problem' in tokens ? [] : tokens
    if ('problem' in tokens) this.problem = tokens.problem
  }

  /** The next token; undefined at the end. */
  get token(): Token | undefined {
    return this.#tokens[this.#at]
  }

  next() {
    this.#at++
  }

  fail(problem: string) {
    this.problem ??= problem
    this.#at = this.#tokens.length
  }

  unexpected() {
    this.fail(`unexpected token: '${this.token?.text ?? '<EOF>'}'`)
  }

  /** Whether the next tokens are these keywords and symbols; if so they are passed. */
  take(...texts: string[]): boolean {
    const found = texts.every((text, index) => reads(this.#tokens[this.#at + index], text))
    if (found) this.#at += texts.length
    return found
  }

  expect(text: string) {
    if (!this.take(text)) this.unexpected()
  }

  /** A name, as written. */
  word(): string {
    const { token } = this
    if (token?.kind !== 'word') this.unexpected()
    else this.next()
    return token?.text ?? ''
  }

  /** What a string says. */
  string(forLike = false): string {
    const { token } = this
    const text = token?.kind === 'string' ? unquote(token.text, forLike) : undefined
    if (token?.kind !== 'string') this.unexpected()
    else if (text === undefined) this.fail(`Invalid string literal '${token.text}'. Illegal character sequence.`)
    else this.next()
    return text ?? ''
  }

  /** A number of records. */
  count(): number {
    const { token } = this
    if (token?.kind !== 'number' || !/^\d{1,9}$/.test(token.text)) this.unexpected()
    else this.next()
    return Number(token?.text ?? 0)
  }

  /** Items with commas between them. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()]
    while (this.take(',')) items.push(item())
    return items
  }
}

const reads = (token: Token | undefined, text: string) =>
  (token?.kind === 'word' || token?.kind === 'symbol') && token.text.toLowerCase() === text
