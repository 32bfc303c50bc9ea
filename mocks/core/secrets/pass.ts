import type { Portions } from '../system/turn.ts'
import type { Redactor } from './redactor.ts'

/** What a secret is replaced by. */
export const redacted = '[REDACTED]'

/** One way to find secrets in a text, in one pass and in portions. `depth` is how often the text was decoded. */
export type Pass = (text: string, redactor: Redactor, depth: number) => Portions<string>
