import type { Context } from '../../mocks/context.ts'
import type { Wanted } from '../../mocks/store.ts'
import type { World } from '../../mocks/world.ts'
import { put, tableOf } from './tables.ts'

/** Puts rows back as they were before they were changed, whatever happened to them since. */
export async function takeBack(changed: Wanted[], world: World, context: Context) {
  for (const { table: full, key, before } of changed) {
    const [system, name] = full.split('.') as [string, string]
    const target = tableOf(context, world, system, name)
    const known = await target.table.get(key)
    if (before) await put(target, before)
    else if (known) await target.table.remove(known)
  }
}
