import { atOnce, isLong, longText, type Portions } from '../system/turn.ts'
import { type Finder, type Pass, redacted } from './passes/pass.ts'
import { farthest, known, literals, pattern } from './passes/values.ts'
import { type Rules, rules } from './rules.ts'
import { remember, type Verdict, Verdicts } from './verdicts.ts'
import { walk } from './walk.ts'

/** The secrets of a world, in addition to names and forms. */
export interface Knowledge {
  /** Secrets that the world was started with. */
  secrets?: readonly string[]
  /** Whether a hexadecimal word is a token that the world issued. */
  isIssued?: (word: string) => boolean
}

/** A text with a separator, a tag or an escape is searched. A time has colons too, but with digits behind them. */
const signs = /[=<%\\/]|:\D/
const inPath = /[=<%\\]|:\D/
/** A text with a long word, or with a secret that has no long word, is compared with what is known. */
const word = /\w{16}/

/** Finds secrets by name, by place and by value, and replaces them. Its work grows linearly with the input. */
export class Redactor implements Finder {
  readonly isIssued: (word: string) => boolean
  readonly #rules: Rules
  readonly #passes: Pass[]
  readonly #verdicts: Verdicts
  /** The verdicts on names that are remembered. */
  readonly names: ReadonlyMap<string, Verdict>
  readonly #headerValues = new Map<string, string>()
  readonly #valued: boolean
  #secrets: readonly string[] = []
  #values!: RegExp
  #word!: RegExp
  /** Matches a text that may hold a secret. */
  suspicious!: RegExp
  #farthest = farthest

  constructor({ secrets = [], isIssued = () => false }: Knowledge = {}, using: Rules = rules) {
    this.#rules = using
    this.#passes = Object.values(using.passes)
    this.#verdicts = new Verdicts(using, (name) => this.#string(name) === name)
    this.names = this.#verdicts.names
    this.isIssued = isIssued
    this.#valued = 'known' in using.passes
    this.learn(secrets)
  }

  /** Adds secrets to be found by their value. */
  learn(secrets: readonly string[]) {
    this.#secrets = [...this.#secrets, ...secrets]
    this.#values = new RegExp(pattern(this.#secrets, this.#rules.forms), 'g')
    this.#farthest = Math.max(farthest, ...this.#secrets.map(({ length }) => length + 1))
    const plain = this.#secrets.filter((secret) => !signs.test(secret) && !word.test(secret))
    this.#word = new RegExp([word.source, ...literals(plain)].join('|'))
    this.suspicious = this.#valued ? new RegExp(`${signs.source}|${this.#word.source}`) : signs
    this.#verdicts.forget()
    this.#headerValues.clear()
  }

  /** The forms and the secrets that it knows, as one pattern. */
  get values(): RegExp {
    return this.#values
  }

  /** Characters that decide whether a form or a secret begins at a place. */
  get farthest(): number {
    return this.#farthest
  }

  verdictOf(name: string): Verdict {
    return this.#verdicts.of(name)
  }

  isSecret(name: string, inGrant: boolean): boolean {
    const verdict = this.#verdicts.of(name)
    return verdict === 'secret' || (inGrant && verdict === 'grant')
  }

  isSecretHeader(name: string): boolean {
    return this.#verdicts.ofHeader(name)
  }

  isSecretStep(step: string): boolean {
    return this.#verdicts.ofStep(step)
  }

  /** A copy of headers without secrets. */
  headers(headers: Record<string, string>): Record<string, string> {
    const copy: Record<string, string> = {}
    for (const name in headers) {
      const value = headers[name] as string
      const isSecret = this.#verdicts.headers.get(name) ?? this.#verdicts.ofHeader(name)
      copy[name] = isSecret ? redacted : (this.#headerValues.get(value) ?? this.#header(name, value))
    }
    return copy
  }

  /** A path without secrets. */
  path(path: string): string {
    const steps = this.#rules.passes.steps
    const clean = steps ? atOnce(steps(path, this, 0)) : path
    if (inPath.test(clean)) return this.text(clean)
    return this.#valued && this.#word.test(clean) ? atOnce(known(clean, this, 0)) : clean
  }

  /** A query without secrets. */
  query(query: string): string {
    const pairs = query.replace(/(^|[&;])([^=&;]+)=[^&]*/g, (pair, start, name) =>
      this.isSecret(name, true) ? `${start}${name}=${redacted}` : pair,
    )
    return this.#string(pairs)
  }

  /** A text without secrets. */
  text(text: string): string {
    return atOnce(this.searched(text))
  }

  /** A text without secrets, in portions. `depth` is how often it was decoded. */
  *searched(text: string, depth = 0): Portions<string> {
    const isDivided = isLong(text)
    let clean = text
    for (const pass of this.#passes) {
      clean = yield* pass(clean, this, depth)
      if (isDivided) yield
    }
    return clean
  }

  /** JSON without secrets; the very same value when it holds none. */
  json<Value>(value: Value): Value {
    if (typeof value === 'string') return this.#string(value) as Value
    return value && typeof value === 'object' ? atOnce(walk(value, this)) : value
  }

  /** A text without secrets, in portions. A long one is searched for everything: to find out whether that is needed would take as long. */
  *string(text: string): Portions<string> {
    if (text.length <= longText && !this.suspicious.test(text)) return text
    if (signs.test(text)) return yield* this.searched(text)
    if (isLong(text)) yield
    return this.#valued ? yield* known(text, this, 0) : text
  }

  #string(text: string): string {
    return text.length <= longText && !this.suspicious.test(text) ? text : atOnce(this.string(text))
  }

  /** Requests repeat most of their headers. */
  #header(name: string, value: string): string {
    if (name === 'x-sandbox-trace') return value
    return remember(this.#headerValues, value, this.#string(value))
  }
}
