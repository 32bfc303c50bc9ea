import { type Passage, unchanged } from '../core/system/fields/fieldmap.ts'
import { leadColumns, sent, sentToPlatypus, trialColumns } from './mapping.ts'

const isGiven = (value: unknown) => value !== undefined && value !== null

/** From the request to the row of `leads`. */
export const toRow: Passage = {
  mapping: "CustomersDot's columns of leads",
  fields: Object.entries(leadColumns),
  convert: (to, value) => (to === 'namespace_id' ? Number(value) : value),
  conversions: { namespace_id: 'Older forms send the id as text; the column holds a number.' },
  passes: isGiven,
  withheld: 'A field without a value fills no column.',
  added: Object.fromEntries(Object.keys(trialColumns).map((column) => [column, 'CustomersDot notes that a trial starts.'])),
  defaulted: {
    opt_in: 'True for communication unless the form asked.',
    product_interaction: 'CustomersDot names what the endpoint stands for when the form does not.',
  },
  otherwise: 'CustomersDot fills it.',
  dropped: 'It is no column of leads.',
}

const handedOn = (name: string, columns: Readonly<Record<string, string>>): Passage => ({
  mapping: `CustomersDot's request to ${name}`,
  fields: [...Object.entries(columns), ...unchanged(Object.keys(trialColumns))],
  convert: (to, value) => (to === 'trial_start_date' ? String(value).slice(0, 10) : value),
  conversions: { trial_start_date: `${name} is sent the day.` },
  passes: isGiven,
  withheld: 'A column without a value is not sent.',
  otherwise: 'CustomersDot adds it.',
  dropped: 'The column stays at CustomersDot.',
})

/** From the row to what Workato is sent. */
export const toRecipe = handedOn('Workato', sent)

/** From the row to what Platypus is sent (2022). */
export const toQueue = handedOn('Platypus', sentToPlatypus)
