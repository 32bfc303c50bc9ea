import { escaped } from '../openapi/words.ts'

/** Text that is HTML or XML already. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = Markup | string | number | undefined | Value[]

/**
 * A template for HTML and XML: whatever is put in is escaped, unless it is such a template itself. Lists are joined, undefined is nothing.
 * Attribute values go between double quotes.
 */
export const markup = (strings: TemplateStringsArray, ...values: Value[]): Markup =>
  new Markup(strings.map((text, index) => text + written(values[index])).join(''))

function written(value: Value): string {
  if (value instanceof Markup) return value.text
  if (Array.isArray(value)) return value.map(written).join('')
  return value === undefined ? '' : visible(String(value)).replace(/[&<>"']/g, (character) => entities[character] as string)
}

/** The five that HTML and XML both have. */
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Control characters, half characters and what XML forbids besides, and those that turn the direction of text. */
const unsafe = /[\p{Cc}\p{Cs}\ufffe\uffff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

/** What a reader could not see, or a parser would refuse, is written as \uXXXX; line breaks and tabs stay. */
const visible = (text: string): string =>
  text.replace(unsafe, (character) => (character === '\n' || character === '\t' ? character : escaped(character)))
