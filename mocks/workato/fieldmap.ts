import type { Passage } from '../core/system/fields/fieldmap.ts'
import { countryOf } from '../core/system/places/countries.ts'
import { fields } from './mapping.ts'
import { platypusFields } from './recipe/platypus.ts'

const emptied = 'A state goes with its country: without one the state is emptied.'

/** From the lead that the recipe is given to the person that Marketo is sent. */
export const toMarketo: Passage = {
  mapping: "Workato's recipe",
  fields: Object.entries(fields),
  convert(to, value, { country }) {
    if (to === 'country') return countryOf(String(value))?.name
    return to === 'state' && country && !value ? null : value
  },
  conversions: { country: "Step 2 looks up the name of Salesforce's picklist for the code.", state: emptied },
  passes: (value) => value !== undefined && value !== null,
  withheld: 'A field that the lead lacks is left out.',
  added: { state: emptied },
  otherwise: 'The recipe adds it.',
  dropped: 'The recipe does not map it.',
}

/** From what Platypus sends to the person: the same recipe behind Platypus' names. */
export const fromPlatypusToMarketo: Passage = {
  ...toMarketo,
  fields: Object.entries(platypusFields).map(([name, column]) => [name, fields[column]]),
  convert: (to, value, { Country }) => toMarketo.convert?.(to, value, { country: Country }),
}
