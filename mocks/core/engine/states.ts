import type { Context } from '../system/context.ts'
import type { SetUp, State } from '../system/states.ts'
import type { AnySystem } from '../system/system.ts'

/** Finds a provider state by its name, in any of the systems; undefined when no system has it. */
export function findState(systems: AnySystem[], name: string): Found | undefined {
  const system = systems.find(({ states }) => states && Object.hasOwn(states, name))
  const state = system && ((system.states as Record<string, State<object, never>>)[name] as State<object, never>)
  if (!state) return undefined
  return typeof state === 'function' ? { system, setUp: state } : { system, ...state }
}

/** A state and the system that has it. */
export interface Found {
  system: AnySystem
  setUp: SetUp<object, never>
  tearDown?(context: Context<never>): void
}
