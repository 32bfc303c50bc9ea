import type { Schema } from '../../../contracts/openapi/types.ts'
import { longId } from '../ids.ts'
import { type Refusal, refuseId } from '../refusals.ts'
import { fits, textOf } from '../rules/conditions.ts'
import type { Lead, SalesforceContext } from '../tables.ts'
import { lead } from './sobjects.ts'

type Rule = Schema<'SalesforceAssignmentRuleRow'>

/** Which rules `Sforce-Auto-Assign` asks for: all active ones, one, none, or nothing said. */
type Wish = { run: boolean; said: boolean; only?: string | undefined }

/**
 * The owner that the assignment rules give a lead; undefined when they do not run or none fits. Without the header they run on
 * a new lead. That they then leave the owner of a lead which is only updated is assumed: Salesforce's guide has "absent means
 * TRUE" for updates too, GitLab's handbook that a lead which qualifies again keeps its owner.
 */
export async function assign(
  { row, isNew, header }: { row: Lead; isNew: boolean; header: string | undefined },
  context: SalesforceContext,
): Promise<{ owner: string | undefined } | { refusal: Refusal }> {
  const wish = read(header)
  const rules = (await context.tables.assignment_rules.page({ limit: Number.POSITIVE_INFINITY })).rows
  const asked = wish.only ? rules.filter(({ id }) => id === longId(wish.only as string)) : rules
  if (wish.only && !asked.length) return { refusal: refuseId({ name: 'Sforce-Auto-Assign', label: 'Assignment Rule ID' }, wish.only) }
  if (!wish.run || (!wish.said && !isNew)) return { owner: undefined }
  const queue = await context.step('Assignment rules → first that fits', () => firstFit(asked, row)?.queue_id ?? null, factsOf(asked, row))
  return { owner: queue ?? undefined }
}

/** Source: Salesforce REST API Developer Guide, headers_autoassign. */
function read(header: string | undefined): Wish {
  const word = header?.toUpperCase()
  if (!header || word === 'TRUE' || word === 'FALSE') return { run: word !== 'FALSE', said: !!header }
  return { run: true, said: true, only: header }
}

const firstFit = (rules: Rule[], row: Lead) =>
  rules
    .toSorted((one, other) => one.order - other.order)
    .find(({ conditions }) => conditions.every((condition) => fits(lead, condition, row)))

/** What the rules look at, for the reader of the trace. */
const factsOf = (rules: Rule[], row: Lead) =>
  Object.fromEntries(rules.flatMap(({ conditions }) => conditions.map(({ field }) => [field, textOf(lead, row, field)])))
