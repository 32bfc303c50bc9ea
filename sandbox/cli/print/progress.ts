/** Tells how far something is. */
export interface Progress {
  tell(done: number, all: number): void
  /** Leaves no half line behind. */
  end(): void
}

interface Output {
  isTTY?: boolean
  write(text: string): unknown
}

/** Milliseconds between two lines where lines cannot be rewritten. */
const pause = 3000

/** Progress as one line that is rewritten on a terminal, and elsewhere as plain lines every few seconds. */
export function progress(what: string, output: Output, now: () => number): Progress {
  const terminal = output.isTTY === true
  let told = now()
  let open = false
  return {
    tell(done, all) {
      const line = `${what}: ${done} of ${all}`
      if (terminal) output.write(`\r${line}`)
      else if (now() - told >= pause) {
        output.write(`${line}\n`)
        told = now()
      }
      open = terminal
    },
    end: () => {
      // Takes the line away, so that the report begins where it stood.
      if (open) output.write('\r\u001b[K')
    },
  }
}
