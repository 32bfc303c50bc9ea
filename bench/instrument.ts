import { registerHooks } from 'node:module'
import ts from 'typescript'

const hook = '__called'

/**
 * Records the function calls in the accepted files that are imported after its creation. A call is one start of a function's body. Resuming a
 * generator or a function after `await` does not count.
 */
export class CallRecorder {
  private readonly urls: string[] = []
  private calls: number[] | undefined

  constructor(accepts: (url: string) => boolean) {
    Object.assign(globalThis, { [hook]: (file: number) => this.calls?.push(file) })
    registerHooks({
      load: (url, context, next) => {
        const loaded = next(url, context)
        if (!accepts(url) || !loaded.source) return loaded
        return { ...loaded, source: instrumented(`${loaded.source}`, `${hook}(${this.urls.push(url) - 1})`) }
      },
    })
  }

  start(): void {
    this.calls = []
  }

  /** The URLs of the files whose functions were called since `start`, one for each call, in order. */
  stop(): string[] {
    const calls = this.calls ?? []
    this.calls = undefined
    return calls.map((file) => this.urls[file] as string)
  }
}

/** TypeScript that evaluates an expression at the start of each function. Line numbers stay the same. */
export function instrumented(source: string, expression: string): string {
  const inserts: { at: number; text: string }[] = []
  const visit = (node: ts.Node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) inserts.push(...insertsFor(node.body, expression))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true))
  inserts.sort((one, other) => one.at - other.at)
  return inserts.reduceRight((text, { at, text: insert }) => text.slice(0, at) + insert + text.slice(at), source)
}

function insertsFor(body: ts.ConciseBody, expression: string) {
  if (ts.isBlock(body)) return [{ at: body.getStart() + 1, text: `${expression};` }]
  return [
    { at: body.getStart(), text: `(${expression}, ` },
    { at: body.getEnd(), text: ')' },
  ]
}
