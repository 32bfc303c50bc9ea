import { expect, test } from 'vitest'
import { bugReporter } from '../../sandbox/cli/bugs.ts'

function collecting() {
  const written: string[] = []
  return { written, report: bugReporter((text) => written.push(text)) }
}

const make = (message: string) => new Error(message)

test('writes a bug with its stack once, and then says how often it came', () => {
  const { written, report } = collecting()
  for (let count = 1; count <= 150; count++) report(make(`lead ${count}`))
  expect(written).toEqual([
    expect.stringMatching(/^A bug of the sandbox, which keeps serving:\nError: lead 1\n {4}at make /),
    'A bug of the sandbox came 10 times: Error: lead 10',
    'A bug of the sandbox came 100 times: Error: lead 100',
  ])
})

test('tells bugs from different lines of code apart', () => {
  const { written, report } = collecting()
  report(new Error('one'))
  report(new Error('other'))
  expect(written).toHaveLength(2)
})

test('escapes what would steer a terminal', () => {
  const { written, report } = collecting()
  report(make('\u001b[2Jgone'))
  report('no error')
  expect(written[0]).toContain('\\u001b[2Jgone')
  expect(written[1]).toContain('no error')
})
