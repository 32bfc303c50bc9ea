/** How many texts are remembered; enough for what a reader may miss while a connection is made anew. */
const memory = 10_000

/** Passes each text on once: what is read anew after a connection broke off has mostly been seen. */
export function once(print: (text: string) => void): (text: string) => void {
  const printed = new Set<string>()
  return (text) => {
    if (printed.has(text)) return
    printed.add(text)
    const [oldest] = printed
    if (printed.size > memory && oldest !== undefined) printed.delete(oldest)
    print(text)
  }
}
