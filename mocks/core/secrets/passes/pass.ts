import type { Portions } from '../../system/turn.ts'

/** What a secret is replaced by. */
export const redacted = '[REDACTED]'

/** One way to find secrets in a text, in one pass and in portions. `depth` is how often the text was decoded. */
export type Pass = (text: string, redactor: Finder, depth: number) => Portions<string>

/** What a pass uses of the redactor. */
export interface Finder {
  /** Matches what is a secret by its form or its value. */
  readonly values: RegExp
  /** Whether a hexadecimal word is a token that the world issued. */
  isIssued(word: string): boolean
  /** Whether a value with this name is a secret; `isGrant` in a query or a token request. */
  isSecret(name: string, isGrant: boolean): boolean
  /** Whether the header with this name carries a secret. */
  isSecretHeader(name: string): boolean
  /** Whether a secret follows this step of a path. */
  isSecretStep(name: string): boolean
  /** Characters that decide whether a secret begins at a place. */
  readonly farthest: number
  /** A text without secrets, in portions. */
  searched(text: string, depth: number): Portions<string>
}
