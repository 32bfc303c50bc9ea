import { json } from '../print/plain.ts'

/** How many values are remembered; enough for what a reader may miss while a connection is made anew. */
const memory = 10_000

/** Prints values as JSON, each of them once: what is read anew after a connection broke off mostly has been seen. */
export function once(print: (text: string) => void): (value: unknown) => void {
  const printed = new Set<string>()
  return (value) => {
    const text = json(value)
    if (printed.has(text)) return
    printed.add(text)
    const [oldest] = printed
    if (printed.size > memory && oldest !== undefined) printed.delete(oldest)
    print(text)
  }
}
