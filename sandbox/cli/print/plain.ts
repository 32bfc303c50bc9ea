import { escaped } from '../../../contracts/openapi/words.ts'

/** Control characters and those that turn the direction of text: on a terminal they could show what is not there. */
const unsafe = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** Data as one line of text that is safe on a terminal: what would steer it is written as \uXXXX. */
export const plain = (data: unknown): string => String(data).replace(unsafe, escaped)

/** A value as JSON on one line, or indented, that is safe on a terminal; the escapes are JSON's own, so it reads the same. */
export const json = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(unsafe, (character) => (character === '\n' ? character : escaped(character)))
