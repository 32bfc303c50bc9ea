import type { Passage } from '../core/system/fields/fieldmap.ts'
import { fields } from './mapping.ts'

/** From the lead that Platypus is given to what it sends to Workato. */
export const toRecipe: Passage = {
  mapping: "Platypus' Marketo field table",
  fields: Object.entries(fields),
  passes: (value) => value !== undefined && value !== null,
  withheld: 'A field that the lead lacks is left out.',
  otherwise: 'Platypus adds it.',
  dropped: "It is not in Platypus' Marketo field table.",
}
