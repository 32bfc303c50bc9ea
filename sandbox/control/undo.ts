import type { Relation } from '../../mocks/core/store/relation.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { Key, Row, RowChange } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { put, type Target, tableOf } from './tables.ts'

/** A row that a provider state changed, as it was before. */
type Changed = Pick<RowChange, 'table' | 'key' | 'before'>

/**
 * Commits what a provider state has staged and notes it down, until it is taken back. A state that is set up again changes further
 * rows; of those that it changed already, the first time knows how they were.
 */
export function commitState(id: string, context: Context) {
  const { staged } = context
  context.commit()
  const undos = undosOf(context)
  const known = undos.get(id) ?? []
  undos.set(id, [...known, ...staged.filter((change) => !known.some((other) => sameRow(change, other)))])
}

/** Puts a state's rows back as they were, whatever happened to them since; those that a later state wants too, when that one goes. */
export async function takeBack(id: string, world: World, context: Context) {
  const undos = undosOf(context)
  const changed = undos.get(id) ?? []
  const later = [...undos.keys()].slice([...undos.keys()].indexOf(id) + 1)
  const heirOf = (change: Changed) => later.find((other) => undos.get(other)?.some((its) => sameRow(its, change)))
  await restoreAll(
    changed.filter((change) => !heirOf(change)),
    world,
    context,
  )
  context.commit()
  for (const change of changed) bequeath(change, heirOf(change), undos)
  undos.delete(id)
}

/** From now on it is the later state that knows how the row was. */
function bequeath(change: Changed, heir: string | undefined, undos: Map<string, Changed[]>) {
  if (!heir) return
  const own = undos.get(heir) ?? []
  undos.set(
    heir,
    own.map((its) => (sameRow(its, change) ? change : its)),
  )
}

const sameRow = (one: Changed, other: Changed): boolean => one.table === other.table && one.key === other.key

/** What each state changed, in the order in which they were set up. */
function undosOf({ memory }: Context): Map<string, Changed[]> {
  const known = (memory.get('undos') as Map<string, Changed[]> | undefined) ?? new Map<string, Changed[]>()
  memory.set('undos', known)
  return known
}

async function restoreAll(changed: Changed[], world: World, context: Context) {
  for (const { table, key, before } of changed) if (!before) await remove(targetOf(table, world, context), key)
  for (const { table, before } of changed) if (before) await restore(targetOf(table, world, context), before, world.store.relation(table))
}

function targetOf(full: string, world: World, context: Context): Target {
  const [system, name] = full.split('.') as [string, string]
  return tableOf(context, world, system, name)
}

async function remove({ table }: Target, key: Key) {
  const row = await table.get(key)
  if (row) await table.remove(row)
}

/** What meanwhile took one of the row's unique values has to go. */
async function restore(target: Target, before: Row, relation: Relation) {
  for (const [name, value] of relation.uniques(before))
    for (const other of await target.table.find(name, value)) await target.table.remove(other)
  await put(target, before)
}
