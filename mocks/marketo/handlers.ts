import type { Handlers } from '../core/system/system.ts'
import { identity } from './access/identity.ts'
import { activities } from './activities/activities.ts'
import { changes } from './activities/changes.ts'
import { custom } from './activities/custom.ts'
import { campaigns } from './campaigns/campaigns.ts'
import { request } from './campaigns/request.ts'
import { schedule } from './campaigns/schedule.ts'
import { form } from './leads/form.ts'
import { leads } from './leads/leads.ts'
import { merge } from './leads/merge.ts'
import { partitions } from './leads/partitions.ts'
import { push } from './leads/push.ts'
import { remove } from './leads/remove.ts'
import { schema } from './leads/schema.ts'
import { sync } from './leads/sync.ts'
import { lists } from './lists/lists.ts'
import { members } from './lists/members.ts'
import type { tables } from './tables.ts'
import { usage } from './usage/usage.ts'

export const handlers: Handlers<'marketo', typeof tables> = {
  ...identity,
  ...sync,
  ...push,
  ...form,
  ...leads,
  ...remove,
  ...merge,
  ...partitions,
  ...schema,
  ...lists,
  ...members,
  ...campaigns,
  ...request,
  ...schedule,
  ...activities,
  ...changes,
  ...custom,
  ...usage,
}
