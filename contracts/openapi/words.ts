/** Systems as their makers write them. */
const names = new Map([
  ['gitlab', 'GitLab'],
  ['customersdot', 'CustomersDot'],
  ['platypus', 'Platypus'],
  ['workato', 'Workato'],
  ['marketo', 'Marketo'],
  ['salesforce', 'Salesforce'],
])

/** A system as its makers write it; anything else as it is. */
export const nameOf = (system: string): string => names.get(system) ?? system

/** `1 finding`, `2 findings`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** A character that must not stand in a text as it is: `\u001b`. */
export const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
