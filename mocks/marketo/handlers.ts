import type { Handlers } from '../system.ts'
import { activities } from './activities.ts'
import { identity } from './identity.ts'
import { leads } from './leads.ts'
import type { tables } from './tables.ts'
import { upsert } from './upsert.ts'

export const handlers: Handlers<'marketo', typeof tables> = { ...identity, ...upsert, ...leads, ...activities }
