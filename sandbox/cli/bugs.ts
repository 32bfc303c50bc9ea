import { inspect } from 'node:util'
import { redactText } from '../../mocks/core/secrets/redact.ts'
import { leave } from './exit.ts'
import { plain } from './print/plain.ts'

/**
 * Writes each bug once, with its stack. Bugs from the same line of code are one; how often it has come is said at the 10th, 100th, 1,000th time,
 * so that a bug on every request does not flood the output. The text passes through `redact` first, because a bug may quote a request.
 */
export function bugReporter(
  write: (text: string) => void = console.error,
  redact: (text: string) => string = redactText,
): (error: unknown) => void {
  const clean = (text: string) => safe(redact(text))
  const counts = new Map<string, number>()
  return (error) => {
    const place = placeOf(error)
    const count = (counts.get(place) ?? 0) + 1
    counts.set(place, count)
    if (count === 1) write(`A bug of the sandbox, which keeps serving:\n${clean(inspect(error))}`)
    else if (Number.isInteger(Math.log10(count))) write(`A bug of the sandbox came ${count} times: ${clean(String(error))}`)
  }
}

/** The line of code that threw, or one place for all that has no stack. */
const placeOf = (error: unknown): string => (error instanceof Error && error.stack?.match(/^ {4}at .*$/m)?.[0]) || 'unknown'

const safe = (text: string): string => text.split('\n').map(plain).join('\n')

/**
 * From here on an error that nothing caught is reported and does not end the process. It leaves no change half done, because a change set is
 * written and applied in one synchronous step of its own.
 */
export function survive(report: (error: unknown) => void) {
  process.off('uncaughtException', leave).on('uncaughtException', report).on('unhandledRejection', report)
}
