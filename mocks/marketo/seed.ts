import type { Rows } from '../../contracts/openapi/types.ts'
import { apiUser, permissions } from './access/permissions.ts'
import { batches } from './campaigns/batch.ts'
import { flow } from './campaigns/flow.ts'
import { rules } from './campaigns/scoring.ts'
import { seconds } from './time.ts'

type Row = Rows<'MarketoTables'>

const programs: Row['programs'][] = [
  { id: 1001, name: 'Product-qualified leads' },
  { id: 1002, name: 'Scoring' },
  { id: 1003, name: 'GitLab SaaS Trial' },
]

const forms: Row['forms'][] = [
  {
    id: 1029,
    name: 'Contact sales',
    fields: ['email', 'firstName', 'lastName', 'company', 'phone', 'country', 'state', 'Comment_Capture__c', 'productInteraction'],
  },
]

/** What a new Marketo has: its smart campaigns, a form and two lists, a user who may do everything, and the limits, none of them enforced. */
export function seed(now: string) {
  const at = seconds(Date.parse(now))
  return {
    campaigns: campaigns(at),
    lists: [
      { id: 1001, name: 'Trials', programName: 'GitLab SaaS Trial', workspaceName: 'Default', createdAt: at, updatedAt: at },
      { id: 1002, name: 'Hand raises', workspaceName: 'Default', createdAt: at, updatedAt: at },
    ] satisfies Row['lists'][],
    programs,
    forms,
    partitions: [{ id: 1, name: 'Default', description: 'Initial system lead partition', accessible: true }] satisfies Row['partitions'][],
    users: [{ id: apiUser, permissions: [...permissions] }] satisfies Row['users'][],
    switches: [{ name: 'acceptQueryToken', on: true }] satisfies Row['switches'][],
    limits: [
      { name: 'rate', calls: 100, seconds: 20, enforced: false },
      { name: 'concurrency', calls: 10, enforced: false },
      { name: 'quota', calls: 50_000, enforced: false },
    ] satisfies Row['limits'][],
  }
}

function campaigns(at: string): Row['campaigns'][] {
  const common = { workspaceName: 'Default', createdAt: at, updatedAt: at }
  const trigger = { ...common, type: 'trigger', active: true, requestable: false } as const
  const qualified = { programId: 1001, programName: 'Product-qualified leads' }
  const scoring = { programId: 1002, programName: 'Scoring' }
  return [
    ...flow.map(({ campaign, name, requestable = false }) => ({ id: campaign, name, ...qualified, ...trigger, requestable })),
    ...rules.map(({ campaign, name }) => ({ id: campaign, name, ...scoring, ...trigger })),
    // Only trigger campaigns are activated.
    ...batches.map(({ campaign, name }) => ({ id: campaign, name, ...scoring, ...trigger, type: 'batch' as const, active: false })),
  ]
}
