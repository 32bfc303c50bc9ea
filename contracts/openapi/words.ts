export { nameOf } from './systems/simulated.ts'

/** `1 finding`, `2 findings`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

/** The escape of a character that is unsafe in a text: `\u001b`. */
export const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
