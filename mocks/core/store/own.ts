import type { Job, Review, Setting, Writers } from '../system/record.ts'
import type { AnySystem } from '../system/system.ts'
import { type Definition, type Definitions, table } from '../system/table.ts'

/** The sandbox's own tables. */
export const ownTables = {
  jobs: table<Job>()('id'),
  settings: table<Setting>()('id'),
  reviews: table<Review>()('trace_id', { index: { verdict: ({ verdict }) => verdict } }),
  writers: table<Writers>()('id'),
} satisfies Definitions

/** All tables of a world by their full names, such as `gitlab.users`: the sandbox's own and those of its systems. */
export function definitionsOf(systems: readonly AnySystem[]): Definitions {
  const all: Definitions = {}
  const owners = [{ name: 'control', tables: ownTables }, ...systems.filter(({ name }) => name !== 'control')]
  for (const { name: owner, tables } of owners)
    for (const [name, definition] of Object.entries<Definition>(tables)) all[`${owner}.${name}`] = definition
  return all
}
