import type { Fields, Passage } from '../../../mocks/passage.ts'
import type { Break, Cell, Stop, Thread } from './follow.ts'

/** What came of a field at a gate: its cell, and whether that was against the rule. */
interface Passed {
  cell: Cell
  isBroken?: boolean
}

/** The way from one stop to the next, where each field either finds its successor or ends. */
export class Gate {
  readonly #passage: Passage
  readonly #from: Stop
  readonly #to: Stop
  /** Everything at the stop before, by name. */
  readonly #source: Fields
  /** Who of several becomes a field, by the field's name. */
  readonly #winners = new Map<string, Thread>()
  readonly #targets = new Map<string, string>()
  readonly #claimed = new Set<string>()

  constructor(passage: Passage, from: Stop, to: Stop, threads: Thread[]) {
    this.#passage = passage
    this.#from = from
    this.#to = to
    const living = new Map(threads.flatMap((thread) => (thread.name === null ? [] : [[thread.name, thread] as const])))
    this.#source = Object.fromEntries([...living].map(([name, { value }]) => [name, value]))
    for (const [name, target] of passage.fields) {
      const thread = living.get(name)
      this.#targets.set(name, target)
      if (thread && this.#passes(thread)) this.#winners.set(target, thread)
    }
  }

  /** Takes a field to the next stop; answers with what was broken by that. */
  pass(thread: Thread): Break | undefined {
    const target = thread.name === null ? undefined : this.#targets.get(thread.name)
    const { cell, isBroken } = this.#take(thread, target)
    thread.cells.push(cell)
    if (cell.name !== null) this.#claimed.add(cell.name)
    const expected = cell.name ?? target ?? null
    thread.name = this.#to.fields ? cell.name : (target ?? null)
    // What a later lead wrote is no part of this one's way: what comes next is compared with what this one had.
    if (this.#to.fields && cell.came !== 'changed') thread.value = cell.value
    return isBroken ? { place: this.#to.place, field: thread.field, name: expected, came: cell.came, says: cell.rule as string } : undefined
  }

  /** The fields of the next stop that came from none before. */
  *fresh(): Generator<{ name: string; value: unknown; cell: Cell }> {
    const { added, defaulted, otherwise } = this.#passage
    for (const [name, value] of Object.entries(this.#to.fields ?? {})) {
      if (this.#claimed.has(name)) continue
      const came = defaulted?.[name] ? 'defaulted' : 'added'
      yield { name, value, cell: { came, name, value, rule: defaulted?.[name] ?? added?.[name] ?? otherwise } }
    }
  }

  #take(thread: Thread, target: string | undefined): Passed {
    const { fields } = this.#to
    if (!fields) return { cell: { came: 'not_reached', name: null } }
    if (thread.name === null) return { cell: { came: 'absent', name: null } }
    if (target === undefined) return { cell: this.#unmapped(thread, fields) }
    const winner = this.#winners.get(target)
    if (winner === thread) return this.#mapped(thread, target, fields)
    if (winner) return { cell: dropped(`${this.#passage.mapping}: ${winner.name} → ${target} comes before it.`) }
    return { cell: this.#withheld(thread, target, fields) }
  }

  /** A field that the mapping does not name may have a namesake that the system filled. */
  #unmapped({ name, value }: Thread, fields: Fields): Cell {
    const { added, dropped: rule, otherwise } = this.#passage
    if (!Object.hasOwn(fields, name as string) || this.#winners.has(name as string)) return dropped(rule)
    const came = same(fields[name as string], value) ? 'same' : 'transformed'
    return { came, name, value: fields[name as string], rule: added?.[name as string] ?? otherwise }
  }

  #withheld({ name, value }: Thread, target: string, fields: Fields): Cell {
    const { added, conversions, defaulted, withheld = '' } = this.#passage
    if (!Object.hasOwn(fields, target)) return dropped(withheld)
    const held = fields[target]
    if (same(held, value)) return { came: name === target ? 'same' : 'renamed', name: target, value: held, rule: this.#rule(name, target) }
    if (defaulted?.[target]) return { came: 'defaulted', name: target, value: held, rule: defaulted[target] }
    return { came: 'transformed', name: target, value: held, rule: added?.[target] ?? conversions?.[target] ?? this.#rule(name, target) }
  }

  #mapped(thread: Thread, target: string, fields: Fields): Passed {
    const { name, value } = thread
    const rule = this.#rule(name, target)
    if (!Object.hasOwn(fields, target))
      return this.#objection({ came: 'dropped', name: this.#to.changed ? target : null }, `${rule}, but it did not come.`)
    const held = fields[target]
    const cell = { name: target, value: held }
    if (same(held, value)) return { cell: { came: name === target ? 'same' : 'renamed', ...cell, rule } }
    const { convert, conversions, defaulted } = this.#passage
    if (convert && same(held, convert(target, value, this.#source)))
      return { cell: { came: 'transformed', ...cell, rule: conversions?.[target] ?? rule } }
    if (value === '' && defaulted?.[target]) return { cell: { came: 'defaulted', ...cell, rule: defaulted[target] } }
    const isCut = typeof value === 'string' && typeof held === 'string' && held !== '' && value.startsWith(held)
    if (isCut) return this.#objection({ came: 'truncated', ...cell }, `${rule}, but only the first ${held.length} characters came.`)
    return this.#objection({ came: 'transformed', ...cell }, `${rule}, but with another value.`)
  }

  /** What is against the rule, unless nobody can tell any more. */
  #objection(cell: Omit<Cell, 'rule'>, objection: string): Passed {
    if (this.#to.changed) return { cell: { ...cell, came: 'changed', rule: 'The row may have been changed since.' } }
    if (this.#from.changed) return { cell: { ...cell, rule: 'The row before may have been changed since.' } }
    if (!this.#from.fields) return { cell: { ...cell, rule: 'What happened in between was not seen.' } }
    return { cell: { ...cell, rule: objection }, isBroken: true }
  }

  #passes = ({ name, value }: Thread): boolean => this.#passage.passes?.(value, name as string) ?? true

  #rule = (name: string | null, target: string) => `${this.#passage.mapping}: ${name === target ? name : `${name} → ${target}`}`
}

const dropped = (rule: string): Cell => ({ came: 'dropped', name: null, rule })

const same = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)
