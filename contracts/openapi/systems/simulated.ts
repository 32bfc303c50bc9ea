import systems from '../generated/systems.json' with { type: 'json' }
import type { SystemName } from '../types.ts'

/** A simulated system, so not the sandbox's own interface. */
export type Simulated = Exclude<SystemName, 'control'>

/** The simulated systems, in the order in which a lead passes them. */
export const systemNames: readonly Simulated[] = systems.map(({ name }) => name)

const titles = new Map<string, string>(systems.map(({ name, title }) => [name, title]))
const optional = new Set<string>(systems.filter((system) => system.optional).map(({ name }) => name))

/** A system's title, as its makers write it; any other name unchanged. */
export const nameOf = (system: string): string => titles.get(system) ?? system

/** Whether a system is simulated, so has a place in the pipeline. */
export const isSimulated = (name: string): name is Simulated => titles.has(name)

/** Whether a lead may pass by a system. */
export const isOptional = (system: string): boolean => optional.has(system)

/** The systems that a lead passes when it has reached these: all of them, except optional ones that it did not reach. */
export const wayOf = (reached: readonly string[]): Simulated[] =>
  systemNames.filter((system) => !optional.has(system) || reached.includes(system))
