import { expect, test, vi } from 'vitest'
import { createWorld } from '../../mocks/core/open.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import { systems } from '../../mocks/systems.ts'
import { bugReporter } from '../../sandbox/cli/bugs.ts'
import { type Planted, planted } from './planted.ts'
import { plant } from './span.ts'

const secret = '5ecretaZ0.9_~-x'

/** What a bug may quote of a request. */
const quote = ({ method = 'GET', path, headers = {}, body = '' }: Planted): string =>
  [`${method} ${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', body].join('\n')

const bugs = planted.map((kind) => quote(plant(kind, secret))).map((text) => new Error(`Cannot read ${text}`, { cause: new Error(text) }))

const newWorld = (options: Partial<WorldOptions> = {}) => createWorld({ systems, automatic: false, ...options })

test('keeps planted secrets out of the bugs that a sandbox writes', () => {
  const written: string[] = []
  // A reporter each, since one says only once what comes from one line of code.
  for (const bug of bugs) bugReporter((text) => written.push(text))(bug)
  expect(written).toHaveLength(bugs.length)
  expect(written.filter((text) => text.includes(secret))).toEqual([])
})

test('keeps planted secrets out of the line that counts a bug', () => {
  const written: string[] = []
  const report = bugReporter((text) => written.push(text))
  for (let count = 1; count <= 10; count++) report(new Error(`password=${secret}`))
  expect(written[1]).toBe('A bug of the sandbox came 10 times: Error: password=[REDACTED]')
})

test('keeps planted secrets out of the bugs that a world writes', async () => {
  const world = await newWorld()
  const written: unknown[] = []
  const spy = vi.spyOn(console, 'error').mockImplementation((error) => void written.push(error))
  for (const bug of bugs) world.report(bug)
  world.report(`password=${secret}`)
  spy.mockRestore()
  const text = (error: unknown): string => (error instanceof Error ? `${error.message}\n${error.stack}\n${text(error.cause)}` : `${error}`)
  expect(written).toHaveLength(bugs.length + 1)
  expect(written.map(text).filter((shown) => shown.includes(secret))).toEqual([])
})

test('keeps the credentials of a world out of the bugs that it writes, and the place of the bug in them', async () => {
  const world = await newWorld()
  const spy = vi.spyOn(console, 'error').mockImplementation(() => {})
  world.report(new TypeError(`Cannot read ${world.credentials.salesforce.clientSecret}.`))
  const [error] = spy.mock.calls[0] as [Error]
  spy.mockRestore()
  expect(error).toMatchObject({ name: 'TypeError', message: 'Cannot read [REDACTED].' })
  expect(error.stack).toMatch(/^TypeError: Cannot read \[REDACTED\]\.\n {4}at .*bugs\.test\.ts:\d+:\d+/)
})

test('passes bugs on as they are to a report of its own', async () => {
  const found: unknown[] = []
  const world = await newWorld({ report: (error) => found.push(error) })
  const bug = new Error(`password=${secret}`)
  world.report(bug)
  expect(found).toEqual([bug])
})
