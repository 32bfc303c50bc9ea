import { atOnce, isLong, type Portions, pace } from '../system/turn.ts'
import { type Pass, redacted } from './passes/pass.ts'
import { farthest, known, literals, pattern } from './passes/values.ts'
import { type Rules, rules } from './rules.ts'

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

/** Characters of a name that are read, from its end: far more than the longest name of a secret has in its longest spelling. */
const longestSpelling = 1000

/** A text with a separator, a tag or an escape is searched. A time has colons too, but with digits behind them. */
const signs = /[=<%\\/]|:\D/
const inPath = /[=<%\\]|:\D/
/** A text with a long word, or with a secret that has no long word, is compared with what is known. */
const word = /\w{16}/

/** Values that need no portions: all except lists, objects and long texts. */
const isSmall = (value: unknown): value is string | number | boolean | null | undefined =>
  typeof value === 'string' ? !isLong(value) : !value || typeof value !== 'object'

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
  #farthest = farthest

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
    this.#farthest = Math.max(farthest, ...this.#secrets.map(({ length }) => length + 1))
    const plain = this.#secrets.filter((secret) => !signs.test(secret) && !word.test(secret))
    this.#word = new RegExp([word.source, ...literals(plain)].join('|'))
    this.#verdicts.clear()
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
    const steps = this.#rules.passes.steps
    const clean = steps ? atOnce(steps(path, this, 0)) : path
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
  text(text: string): string {
    return atOnce(this.searched(text))
  }

  /** A text without secrets, in portions. `depth` is how often it was decoded. */
  *searched(text: string, depth = 0): Portions<string> {
    let clean = text
    for (const pass of this.#passes) {
      clean = yield* pass(clean, this, depth)
      if (isLong(text)) yield
    }
    return clean
  }

  /** JSON without secrets; the very same value when it holds none. */
  json<Value>(value: Value): Value {
    return atOnce(this.walked(value))
  }

  /** JSON without secrets, in portions. */
  *walked<Value>(value: Value): Portions<Value> {
    return (isSmall(value) ? this.#leaf(value) : yield* this.#any(value as string | object)) as Value
  }

  #leaf(value: unknown): unknown {
    return typeof value === 'string' ? this.#string(value) : value
  }

  #any(value: string | object): Portions<unknown> {
    if (typeof value === 'string') return this.#long(value)
    return Array.isArray(value) ? this.#items(value) : this.#object(value as Record<string, unknown>)
  }

  *#items(value: unknown[]): Portions<unknown[]> {
    const isDue = pace()
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index++) {
      if (isDue()) yield
      const before = value[index]
      const after = isSmall(before) ? this.#leaf(before) : yield* this.#any(before)
      if (after === before) continue
      copy ??= [...value]
      copy[index] = after
    }
    return copy ?? value
  }

  *#object(value: Record<string, unknown>): Portions<Record<string, unknown>> {
    const isDue = pace()
    const inGrant = 'grant_type' in value
    let copy: Record<string, unknown> | undefined
    for (const key of Object.keys(value)) {
      if (isDue()) yield
      const before = value[key]
      const verdict = this.#verdictOf(key)
      const isSecret = verdict === 'secret' || (inGrant && verdict === 'grant')
      const after = before !== null && isSecret ? redacted : isSmall(before) ? this.#leaf(before) : yield* this.#any(before)
      // JSON that was sent as a form is a name.
      const name = verdict === 'text' || isSecret ? yield* this.#name(key) : key
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

  *#name(name: string): Portions<string> {
    return isSmall(name) ? this.#string(name) : yield* this.#long(name)
  }

  /** A long text is searched for everything: to find out whether that is needed would take as long. */
  *#long(text: string): Portions<string> {
    if (signs.test(text)) return yield* this.searched(text)
    yield
    return this.#valued ? yield* known(text, this, 0) : text
  }

  #words(text: string): string {
    return this.#valued && this.#word.test(text) ? atOnce(known(text, this, 0)) : text
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
    return this.#spellings.reduce((text, spelling) => spelling(text), name.slice(-longestSpelling))
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
