import type { Handlers } from '../system.ts'
import { activities } from './activities/activities.ts'
import { identity } from './identity.ts'
import { leads } from './leads/leads.ts'
import { upsert } from './leads/upsert.ts'
import type { tables } from './tables.ts'

export const handlers: Handlers<'marketo', typeof tables> = { ...identity, ...upsert, ...leads, ...activities }
