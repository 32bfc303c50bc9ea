import type { RequestHandler } from 'msw'
import { createWorld } from './core/open.ts'
import type { World } from './core/world.ts'
import { mswHandlers } from './msw.ts'
import type { MocksOptions } from './options.ts'
import { systems } from './systems.ts'
import { validate } from './validate.ts'

export type { Schema } from '../contracts/openapi/types.ts'
export { Clock } from './core/system/clock.ts'
export { type Credentials, developmentCredentials } from './core/system/credentials.ts'
export type { Exchange, Job, LogLine, Run, Span, Step, TraceSummary } from './core/system/record.ts'
export type { World } from './core/world.ts'
export type { MocksOptions } from './options.ts'

/** The systems, mocked. */
export interface Mocks {
  /** For MSW's `setupServer(...handlers)` or `setupWorker(...handlers)`. */
  handlers: RequestHandler[]
  world: World
  /** Resolves when every job that is due has run: the lead has come as far as it can. */
  settle(): Promise<void>
  /** Forgets everything and begins from the seed. */
  reset(): Promise<void>
}

/**
 * All systems as MSW handlers over a world in memory. Each answers under its real host names, in Node and in the browser.
 * Throws a Mistake that says what is right when an option is wrong.
 *
 * ```ts
 * const mocks = await createMocks()
 * const server = setupServer(...mocks.handlers)
 * ```
 */
export async function createMocks(given: MocksOptions = {}): Promise<Mocks> {
  const { bases, allowOrigins, ...options } = validate(given)
  const world = await createWorld({ systems, ...options })
  return {
    handlers: mswHandlers(world, { bases, allowOrigins }),
    world,
    settle: () => world.settle(),
    reset: () => world.reset(),
  }
}
