import { type Fields, type Passage, unchanged } from '../core/system/fields/fieldmap.ts'
import { flow } from './campaigns/flow.ts'
import { fields, valuesOf } from './fields.ts'
import { convert, externalId, isNillable, synced } from './mapping.ts'
import { spellOut } from './sync/picklists.ts'
import type { Lead } from './tables.ts'

const campaigns = Object.fromEntries(flow.flatMap(({ name, writes }) => writes.map((field) => [field, `Smart campaign "${name}".`])))

/** From the request to the person, after the smart campaigns have run. */
export const toPerson: Passage = {
  mapping: "Marketo's fields",
  fields: unchanged([...fields.values()].filter(({ updateable }) => updateable).map(({ name }) => name)),
  convert(to, value, source: Fields) {
    if (to === 'state') return spellOut({ country: source.country, state: value } as Lead) ?? value
    return (valuesOf({ [to]: value }) as Fields)[to]
  },
  conversions: { state: campaigns.state as string },
  passes: (value) => value !== null && value !== '',
  withheld: 'An empty value leaves the field of a new person empty.',
  added: { id: 'Marketo numbers people.', ...campaigns },
  otherwise: 'The person had it already.',
  dropped: 'Marketo lets nobody write this field.',
}

/** From the person to what Salesforce is sent; the id goes into the path. */
export const toLead: Passage = {
  mapping: "Marketo's sync with Salesforce",
  fields: [['id', externalId], ...synced.map(({ name, salesforce }) => [name, salesforce as string] as [string, string])],
  convert(to, value) {
    if (to === externalId) return String(value)
    const field = synced.find(({ salesforce }) => salesforce === to)
    return field ? convert(field, value as Lead[keyof Lead]) : value
  },
  conversions: { [externalId]: 'The sync looks leads up by it, in the path.' },
  passes: (value, from) => value !== null || synced.some((field) => field.name === from && isNillable(field)),
  withheld: 'Salesforce lets nobody empty this field.',
  otherwise: 'The sync adds it.',
  dropped: 'The field does not sync to Salesforce.',
}
