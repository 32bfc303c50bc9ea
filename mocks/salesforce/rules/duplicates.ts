import type { Schema } from '../../../contracts/openapi/types.ts'
import { attributesOf } from '../mapping.ts'
import { type Refusal, refuse } from '../refusals.ts'
import type { Lead, SalesforceContext } from '../tables.ts'

type Rule = Schema<'SalesforceDuplicateRuleRow'>

/** The refusal of a lead whose unique field another lead has. No header saves in spite of it. */
export async function refuseTaken(lead: Lead, { tables }: SalesforceContext): Promise<Refusal | undefined> {
  const name = 'Marketo_Lead_Id__c'
  const taken = lead[name] && (await tables.leads.first(name, lead[name].toLowerCase()))
  if (!taken || taken.Id === lead.Id) return undefined
  return refuse(400, 'DUPLICATE_VALUE', `duplicate value found: ${name} duplicates value on record with id: ${taken.Id.slice(0, 15)}`, [
    name,
  ])
}

/**
 * The refusal of an active duplicate rule that finds other leads with the same e-mail, unless the caller may save in spite of
 * it and says so. Two replies of real orgs (v54.0, v56.0) are known; the key really is spelled `duplicateResut`.
 */
export async function refuseDuplicate(
  lead: Lead,
  { header, version }: { header: string | undefined; version: string },
  { tables }: SalesforceContext,
): Promise<Refusal | undefined> {
  const [rule] = (await tables.duplicate_rules.page({ limit: 1, where: ({ active }) => active })).rows
  if (!rule || !lead.Email || (rule.allow_save && /\ballowSave\s*=\s*true\b/i.test(header ?? ''))) return undefined
  const matches = (await tables.leads.find('Email', lead.Email.toLowerCase())).filter(({ Id }) => Id !== lead.Id)
  if (!matches.length) return undefined
  const duplicateResut = resultOf(rule, matches, version)
  return { status: 400, body: [{ duplicateResut, errorCode: 'DUPLICATES_DETECTED', message: rule.message }] }
}

function resultOf(rule: Rule, matches: Lead[], version: string): Schema<'SalesforceDuplicateResult'> {
  const matchRecords = matches.map((lead) => ({
    additionalInformation: [],
    fieldDiffs: [],
    matchConfidence: 100,
    record: { attributes: attributesOf({ name: 'Lead' }, lead, version), Id: lead.Id },
  }))
  const found = { matchEngine: rule.match_engine, rule: rule.match_rule, size: matches.length, matchRecords }
  return {
    allowSave: rule.allow_save,
    duplicateRule: rule.id,
    duplicateRuleEntityType: 'Lead',
    errorMessage: rule.message,
    matchResults: [{ entityType: 'Lead', errors: [], success: true, ...found }],
  }
}
