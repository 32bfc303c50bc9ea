import { stripTypeScriptTypes } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { instrumented } from '../../bench/instrument.ts'

/** Runs instrumented TypeScript. Returns its last value and the number of calls. */
function run(source: string) {
  let calls = 0
  const code = instrumented(source, 'called()')
  const value = runInNewContext(stripTypeScriptTypes(code), { called: () => calls++ })
  return { value, calls, lines: code.split('\n').length }
}

describe('Instrumented TypeScript', () => {
  test.each([
    ['a function', 'function one(value: number) { return value }\none(1)', 1, 1],
    ['an arrow function', 'const one = (value: number): number => value\none(2)', 2, 1],
    ['an arrow function that returns an object', 'const one = () => ({ two: 2 })\none().two', 2, 1],
    ['nested arrow functions', 'const add = (a: number) => (b: number) => a + b\nadd(1)(2)', 3, 2],
    ['each call of a callback', '[1, 2].map((value) => value * 2).join()', '2,4', 2],
    [
      'constructor, accessor and method',
      'class A {\n  constructor() {}\n  get b() { return 1 }\n  c() { return 2 }\n}\nnew A().b + new A().c()',
      3,
      4,
    ],
    ['a generator once', 'function* all() {\n  yield 1\n  yield 2\n}\n[...all()].length', 2, 1],
    ['only the overload with a body', 'function one(): number\nfunction one(value?: number) { return value ?? 1 }\none()', 1, 1],
  ])('counts %s', (_, source, value, calls) => {
    expect(run(source)).toEqual({ value, calls, lines: source.split('\n').length })
  })
})
