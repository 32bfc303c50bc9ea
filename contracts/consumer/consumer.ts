import type { Unit } from '../../mocks/core/engine/unit.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { World } from '../../mocks/core/world.ts'
import type { OperationId } from '../openapi/types.ts'

/** A simulated system that is about to ask another one, as the tests of a contract handle it. */
export interface Consumer {
  world: World
  /** What it has asked the provider so far, in order. */
  asked: OperationId[]
  /** What it has done `within`: that is in no trace. */
  done: Unit[]
  /** Does a piece of its work, and commits what that changed. */
  within<Result>(work: (context: Context<never>) => Promise<Result>): Promise<Result>
  /** Sends it a form as a browser would; resolves with the status and the body. */
  submit(path: string, username: string, form: object): Promise<{ status: number; text: string; headers: Record<string, string> }>
}
