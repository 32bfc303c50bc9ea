import type { Rules } from './rules.ts'

/**
 * What a name says about its value. `secret`: the value is a secret; `grant`: it is one in a query and in a token request. The name of a
 * `text` is read as a text, since it may hold a secret or be JSON that was sent as a form.
 */
export type Verdict = 'secret' | 'grant' | 'text' | 'plain'

/** Names that are remembered. */
const most = 2000
/** Characters of a name that is remembered: fewer than those of a hexadecimal token, which becomes a secret when it is issued. */
const longest = 31
/** Characters of a name that are read, from its end: far more than the longest name of a secret has in its longest spelling. */
const longestSpelling = 1000

/** Judges names, and remembers the last of them. */
export class Verdicts {
  readonly #rules: Rules
  readonly #spellings: ((name: string) => string)[]
  readonly #secret: ReadonlySet<string>
  readonly #grant: ReadonlySet<string>
  readonly #path: ReadonlySet<string>
  readonly #isPlain: (name: string) => boolean
  readonly #names = new Map<string, Verdict>()
  readonly #headers = new Map<string, boolean>()
  /** The verdicts on names and on names of headers that are remembered. */
  readonly names: ReadonlyMap<string, Verdict> = this.#names
  readonly headers: ReadonlyMap<string, boolean> = this.#headers

  /** `isPlain` says whether a name itself holds no secret. */
  constructor(rules: Rules, isPlain: (name: string) => boolean) {
    this.#rules = rules
    this.#spellings = Object.values(rules.spellings)
    this.#secret = new Set(rules.names.map((name) => this.#fold(name)))
    this.#grant = new Set(rules.grantNames)
    this.#path = new Set(rules.pathNames)
    this.#isPlain = isPlain
  }

  of(name: string): Verdict {
    return this.#names.get(name) ?? remember(this.#names, name, this.#judge(name))
  }

  ofHeader(name: string): boolean {
    return this.#headers.get(name) ?? remember(this.#headers, name, this.#judgeHeader(name))
  }

  ofStep(step: string): boolean {
    return this.#path.has(step.toLowerCase()) || (this.names.get(step) ?? this.of(step)) === 'secret'
  }

  /** Judges all names again, since more secrets are known. */
  forget() {
    this.#names.clear()
  }

  #judge(name: string): Verdict {
    const folded = this.#fold(name)
    if (this.#secret.has(folded) || this.#rules.nameEnds.some((end) => folded.endsWith(end))) return 'secret'
    if (this.#grant.has(folded)) return 'grant'
    return name.length > longest || !this.#isPlain(name) ? 'text' : 'plain'
  }

  #judgeHeader(name: string): boolean {
    const folded = name.toLowerCase()
    return this.of(name) === 'secret' || this.#rules.headerEnds.some((end) => folded.endsWith(end))
  }

  #fold(name: string): string {
    return this.#spellings.reduce((text, spelling) => spelling(text), name.slice(-longestSpelling))
  }
}

/** Keeps what was found out about a name, if the name is short. */
export function remember<Value>(known: Map<string, Value>, name: string, value: Value): Value {
  if (name.length > longest) return value
  if (known.size >= most) known.clear()
  known.set(name, value)
  return value
}
