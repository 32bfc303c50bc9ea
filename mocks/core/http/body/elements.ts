import { SaxesParser } from 'saxes'
import { type Portions, portion } from '../../system/turn.ts'
import type { Parsed } from '../json.ts'

/** Levels of nesting that are still read. */
const deepest = 100
/** Names that objects have a meaning for. */
const reserved = ['__proto__', 'constructor', 'prototype']

/** An element whose end is not read yet. */
interface Open {
  text: string
  children: Record<string, unknown> | undefined
}

/**
 * Reads XML as plain values, in portions: an element is its text, or an object of its children by their local names, with a list where a name
 * repeats and with text between children as `#text`. Attributes, comments and instructions are left out. A problem is text that is not
 * well-formed, a document type, as SOAP 1.1 forbids it, too deep a nesting, or a reserved name.
 */
export function* readElements(text: string): Portions<Parsed> {
  const tree = new Tree()
  try {
    for (let place = 0; place < text.length; place += portion) {
      tree.write(text.slice(place, place + portion))
      yield
    }
    return { value: tree.end() }
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message, at: '' }
    throw error
  }
}

/** Stops the parser, which would read on after a problem. */
class Refused extends Error {}

/** The elements of a text that comes in portions. Throws a Refused. */
class Tree {
  readonly #parser = new SaxesParser()
  readonly #open: Open[] = [{ text: '', children: undefined }]

  constructor() {
    // The parser's own messages quote the text, which may hold a secret.
    this.#parser.on('error', () => {
      throw new Refused(`The text is not well-formed XML at line ${this.#parser.line}, column ${this.#parser.column}.`)
    })
    this.#parser.on('doctype', () => {
      throw new Refused('A document type is refused.')
    })
    this.#parser.on('text', (text) => void (this.#top.text += text.trim()))
    this.#parser.on('cdata', (text) => void (this.#top.text += text))
    this.#parser.on('opentag', ({ name }) => this.#begin(local(name)))
    this.#parser.on('closetag', ({ name }) => this.#close(local(name)))
  }

  write(text: string) {
    this.#parser.write(text)
  }

  end(): unknown {
    this.#parser.close()
    return this.#top.children
  }

  get #top(): Open {
    return this.#open.at(-1) as Open
  }

  #begin(name: string) {
    if (this.#open.length > deepest + 1) throw new Refused(`Nesting deeper than ${deepest} levels is refused.`)
    if (reserved.includes(name)) throw new Refused(`The name "${name}" is refused.`)
    this.#open.push({ text: '', children: undefined })
  }

  #close(name: string) {
    const closed = this.#open.pop() as Open
    append(this.#top, name, contentOf(closed))
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

const contentOf = ({ text, children }: Open): unknown => (children && text ? { ...children, '#text': text } : (children ?? text))

function append(parent: Open, name: string, value: unknown) {
  parent.children ??= {}
  const { children } = parent
  const known = Object.hasOwn(children, name) ? children[name] : undefined
  if (known === undefined) children[name] = value
  else if (Array.isArray(known)) known.push(value)
  else children[name] = [known, value]
}
