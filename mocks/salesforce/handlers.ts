import type { Handlers } from '../system.ts'
import { leads } from './leads.ts'
import { queries } from './queries.ts'
import { resources } from './resources.ts'
import { session } from './session.ts'
import type { tables } from './tables.ts'
import { upsert } from './upsert.ts'

export const handlers: Handlers<'salesforce', typeof tables> = { ...session, ...resources, ...leads, ...upsert, ...queries }
