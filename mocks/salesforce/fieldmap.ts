import { type Fields, type Passage, unchanged } from '../core/system/fields/fieldmap.ts'
import { toColumns } from './mapping.ts'
import { isBlank } from './records/body.ts'
import { lead } from './records/sobjects.ts'

/** From the request to the record. */
export const toRecord: Passage = {
  mapping: "Salesforce's fields of Lead",
  fields: unchanged(lead.fields.filter(({ createable, updateable }) => createable || updateable).map(({ name }) => name)),
  convert: (to, value) => (toColumns(lead, { [to]: value }) as Fields)[to],
  passes: (value) => !isBlank(value),
  withheld: 'Salesforce keeps a blank as no value.',
  added: { OwnerId: 'The assignment rules choose the owner.' },
  defaulted: { Status: 'The default of the picklist.' },
  otherwise: 'The record had it already, or Salesforce fills it.',
  dropped: 'It is no field of Lead that can be written.',
}
