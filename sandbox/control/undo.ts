import type { Context } from '../../mocks/context.ts'
import type { Relation } from '../../mocks/relation.ts'
import type { Wanted } from '../../mocks/store.ts'
import type { Key, Row } from '../../mocks/table.ts'
import type { World } from '../../mocks/world.ts'
import { put, type Target, tableOf } from './tables.ts'

/** Puts rows back as they were before they were changed, whatever happened to them since. */
export async function takeBack(changed: Wanted[], world: World, context: Context) {
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
