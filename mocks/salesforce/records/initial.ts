import { org } from '../resources/org.ts'
import { toStamp } from '../time.ts'
import type { Row } from './row.ts'
import { type Sobject, sobjectOf } from './sobjects.ts'

/** What Salesforce gives to a new record of an object, which its body may change as far as it may name the fields. `now` is a stamp. */
export const initial = (object: Sobject, now: string): Partial<Row> => ({
  ...object.defaults,
  ...(object.field('OwnerId') ? { OwnerId: org.user.id } : {}),
  CreatedDate: now,
  CreatedById: org.user.id,
  ...modified(now),
})

/** What each change of a record notes. `now` is a stamp. */
export const modified = (now: string) => ({ LastModifiedDate: now, LastModifiedById: org.user.id, SystemModstamp: now })

/** Completes seeded records of an object. `now` is ISO 8601. */
export const completed =
  (name: string) =>
  <Kind extends object>(row: Kind, now: string): Kind => ({ ...initial(sobjectOf(name) as Sobject, toStamp(Date.parse(now))), ...row })
