import { type Pass, redacted } from './pass.ts'
import { type Rules, rules } from './rules.ts'
import { known, literals, pattern } from './values.ts'

/** The secrets of a world, in addition to names and forms. */
export interface Knowledge {
  /** Secrets that the world was started with. */
  secrets?: readonly string[]
  /** Whether a hexadecimal word is a token that the world issued. */
  isIssued?: (word: string) => boolean
}

/** Names that are remembered. */
const most = 2000
/** Characters of a name that is remembered: fewer than those of a hexadecimal token, which becomes a secret when it is issued. */
const longest = 31

/** A text with a separator, a tag or an escape is searched. A time has colons too, but with digits behind them. */
const signs = /[=<%\\/]|:\D/
const inPath = /[=<%\\]|:\D/
/** A text with a long word, or with a secret that has no long word, is compared with what is known. */
const word = /\w{16}/

type Verdict = 'secret' | 'grant' | 'text' | 'plain'

/** Finds secrets by name, by place and by value, and replaces them. Its work grows linearly with the input. */
export class Redactor {
  readonly isIssued: (word: string) => boolean
  readonly #rules: Rules
  readonly #passes: Pass[]
  readonly #secret: ReadonlySet<string>
  readonly #grant: ReadonlySet<string>
  readonly #path: ReadonlySet<string>
  readonly #spellings: ((name: string) => string)[]
  readonly #verdicts = new Map<string, Verdict>()
  readonly #headers = new Map<string, boolean>()
  readonly #headerValues = new Map<string, string>()
  readonly #valued: boolean
  #secrets: readonly string[] = []
  #values!: RegExp
  #word!: RegExp

  constructor({ secrets = [], isIssued = () => false }: Knowledge = {}, using: Rules = rules) {
    this.#rules = using
    this.#passes = Object.values(using.passes)
    this.#spellings = Object.values(using.spellings)
    this.#secret = new Set(using.names.map((name) => this.#fold(name)))
    this.#grant = new Set(using.grantNames)
    this.#path = new Set(using.pathNames)
    this.isIssued = isIssued
    this.#valued = 'known' in using.passes
    this.learn(secrets)
  }

  /** Adds secrets to be found by their value. */
  learn(secrets: readonly string[]) {
    this.#secrets = [...this.#secrets, ...secrets]
    this.#values = new RegExp(pattern(this.#secrets, this.#rules.forms), 'g')
    const plain = this.#secrets.filter((secret) => !signs.test(secret) && !word.test(secret))
    this.#word = new RegExp([word.source, ...literals(plain)].join('|'))
    this.#verdicts.clear()
    this.#headerValues.clear()
  }

  /** The forms and the secrets that it knows, as one pattern. */
  get values(): RegExp {
    return this.#values
  }

  /** Whether values of a name are secret; `inGrant` in a query or in a token request. */
  isSecret(name: string, inGrant: boolean): boolean {
    const verdict = this.#verdictOf(name)
    return verdict === 'secret' || (inGrant && verdict === 'grant')
  }

  /** Whether the value of a header is secret. */
  isSecretHeader(name: string): boolean {
    return remembered(this.#headers, name, () => {
      const folded = name.toLowerCase()
      return this.isSecret(name, false) || this.#rules.headerEnds.some((end) => folded.endsWith(end))
    })
  }

  /** A copy of headers without secrets. */
  headers(headers: Record<string, string>): Record<string, string> {
    const copy: Record<string, string> = {}
    for (const name in headers) copy[name] = this.isSecretHeader(name) ? redacted : this.#header(name, headers[name] as string)
    return copy
  }

  /** A path without secrets. */
  path(path: string): string {
    const clean = this.#rules.passes.steps?.(path, this, 0) ?? path
    return inPath.test(clean) ? this.text(clean) : this.#words(clean)
  }

  /** Whether a secret follows a step of a path. */
  isSecretStep(step: string): boolean {
    return this.#path.has(step.toLowerCase()) || this.isSecret(step, false)
  }

  /** A query without secrets. */
  query(query: string): string {
    const pairs = query.replace(/(^|[&;])([^=&;]+)=[^&]*/g, (pair, start, name) =>
      this.isSecret(name, true) ? `${start}${name}=${redacted}` : pair,
    )
    return this.#string(pairs)
  }

  /** A text without secrets. */
  text(text: string, depth = 0): string {
    let clean = text
    for (const pass of this.#passes) clean = pass(clean, this, depth)
    return clean
  }

  /** JSON without secrets; the very same value when it holds none. */
  json<Value>(value: Value): Value {
    return this.#any(value) as Value
  }

  #any(value: unknown): unknown {
    if (typeof value === 'string') return this.#string(value)
    if (!value || typeof value !== 'object') return value
    if (!Array.isArray(value)) return this.#object(value as Record<string, unknown>)
    const items = value.map((item) => this.#any(item))
    return items.some((item, index) => item !== value[index]) ? items : value
  }

  #object(value: Record<string, unknown>): Record<string, unknown> {
    const inGrant = 'grant_type' in value
    let copy: Record<string, unknown> | undefined
    for (const key of Object.keys(value)) {
      const before = value[key]
      const verdict = this.#verdictOf(key)
      const isSecret = verdict === 'secret' || (inGrant && verdict === 'grant')
      const after = before !== null && isSecret ? redacted : this.#any(before)
      // JSON that was sent as a form is a name.
      const name = verdict === 'text' || isSecret ? this.#string(key) : key
      if (after === before && name === key) continue
      copy ??= { ...value }
      if (name !== key) delete copy[key]
      copy[name] = after
    }
    return copy ?? value
  }

  /** A text that is most often short and without a secret. */
  #string(text: string): string {
    return signs.test(text) ? this.text(text) : this.#words(text)
  }

  #words(text: string): string {
    return this.#valued && this.#word.test(text) ? known(text, this, 0) : text
  }

  /** Requests repeat most of their headers. */
  #header(name: string, value: string): string {
    return name === 'x-sandbox-trace' ? value : remembered(this.#headerValues, value, () => this.#string(value))
  }

  #verdictOf(name: string): Verdict {
    return remembered(this.#verdicts, name, () => {
      const folded = this.#fold(name)
      if (this.#secret.has(folded) || this.#rules.nameEnds.some((end) => folded.endsWith(end))) return 'secret'
      if (this.#grant.has(folded)) return 'grant'
      return name.length > longest || this.#string(name) !== name ? 'text' : 'plain'
    })
  }

  #fold(name: string): string {
    return this.#spellings.reduce((text, spelling) => spelling(text), name)
  }
}

/** A value that is made once for each of the last names, if these are short. */
function remembered<Value>(known: Map<string, Value>, name: string, make: () => Value): Value {
  if (name.length > longest) return make()
  const old = known.get(name)
  if (old !== undefined) return old
  const value = make()
  if (known.size >= most) known.clear()
  known.set(name, value)
  return value
}
