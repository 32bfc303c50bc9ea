import type { Rows } from '../../contracts/openapi/types.ts'
import { checksum, prefixes } from './ids.ts'

type Row = Rows<'SalesforceTables'>

const numbered = (object: keyof typeof prefixes, number: number) => {
  const id = `${prefixes[object]}${String(number).padStart(12, '0')}`
  return id + checksum(id)
}

const emea = [
  ...['Austria', 'Belgium', 'Czechia', 'Denmark', 'Finland', 'France', 'Germany', 'Greece', 'Hungary', 'Ireland', 'Israel'],
  ...['Italy', 'Luxembourg', 'Netherlands', 'Norway', 'Poland', 'Portugal', 'Romania', 'Saudi Arabia', 'South Africa', 'Spain'],
  ...['Sweden', 'Switzerland', 'Türkiye', 'Ukraine', 'United Arab Emirates', 'United Kingdom'],
]
const apac = [
  ...['Australia', 'China', 'Hong Kong', 'India', 'Indonesia', 'Japan', 'Malaysia', 'New Zealand', 'Philippines', 'Singapore'],
  ...['South Korea', 'Taiwan', 'Thailand', 'Vietnam'],
]

/** Queues with the conditions that lead to them, in the order in which they are tried. GitLab's own rules are not public. */
const routes: { name: string; conditions: Row['assignment_rules']['conditions'] }[] = [
  { name: 'Hand Raise PQL', conditions: [{ field: 'Product_Interaction__c', operator: 'equals', value: 'Hand Raise PQL' }] },
  { name: 'AMER', conditions: [{ field: 'Country', operator: 'in', value: ['United States', 'Canada'] }] },
  { name: 'EMEA', conditions: [{ field: 'Country', operator: 'in', value: emea }] },
  { name: 'APAC', conditions: [{ field: 'Country', operator: 'in', value: apac }] },
  { name: 'MQL', conditions: [{ field: 'Status', operator: 'equals', value: 'MQL' }] },
  { name: 'Inbound', conditions: [] },
]

/** What a new org has: queues, the rules that fill them, and the standard duplicate rule, switched off. */
export const seed = (): { [Table in 'queues' | 'assignment_rules' | 'duplicate_rules']: Row[Table][] } => ({
  queues: routes.map(({ name }, index) => ({ Id: numbered('Queue', index + 1), Name: name, DeveloperName: name.replaceAll(' ', '_') })),
  assignment_rules: routes.map(({ conditions }, index) => ({
    id: numbered('AssignmentRule', index + 1),
    order: index + 1,
    queue_id: numbered('Queue', index + 1),
    conditions,
  })),
  duplicate_rules: [
    {
      id: 'Standard_Lead_Duplicate_Rule',
      match_rule: 'Standard_Lead_Match_Rule_v1_0',
      match_engine: 'FuzzyMatchEngine',
      active: false,
      allow_save: true,
      message: 'Use one of these records?',
    },
  ],
})
