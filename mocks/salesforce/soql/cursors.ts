import { newId, prefixes } from '../ids.ts'
import type { SalesforceContext } from '../tables.ts'

/** What a query found: the ids of the records of an object, and the fields that it selected. */
export interface Cursor {
  object: string
  names: string[]
  ids: string[]
}

/** Cursors that stay open; the oldest is closed for a new one. Ten a user, says the SOAP API's guide; that REST does alike is assumed. */
const open = 10

type Keeping = Pick<SalesforceContext, 'memory' | 'ids'>

/** Keeps a cursor in memory, as what a restart may forget; answers with its id, the same for the same cursor. */
export function keepCursor(cursor: Cursor, context: Keeping): string {
  const cursors = cursorsOf(context)
  for (const [id, known] of cursors) if (known === cursor) return id
  const id = newId(context.ids, prefixes.QueryLocator)
  cursors.set(id, cursor)
  const [oldest] = cursors.keys()
  if (cursors.size > open) cursors.delete(oldest as string)
  return id
}

export const readCursor = (id: string, context: Keeping): Cursor | undefined => cursorsOf(context).get(id)

function cursorsOf({ memory }: Keeping): Map<string, Cursor> {
  const known = (memory.get('cursors') as Map<string, Cursor> | undefined) ?? new Map()
  memory.set('cursors', known)
  return known
}
