import type { Fields, Passage } from '../../../mocks/core/system/fields/fieldmap.ts'
import { type Break, type Cell, missing, type Stop, type Thread } from './stage.ts'

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
    if (this.#to.fields) [thread.value, thread.by] = [cell.value, cell.came === 'overwritten' ? cell.by?.trace_id : undefined]
    return isBroken ? { place: this.#to.place, field: thread.field, name: expected, came: cell.came, says: cell.rule as string } : undefined
  }

  /** The fields of the next stop that came from none before. */
  *fresh(): Generator<{ name: string; value: unknown; cell: Cell }> {
    for (const [name, value] of Object.entries(this.#to.fields ?? {}))
      if (!this.#claimed.has(name)) yield { name, value, cell: this.#filled(name, value) }
  }

  #take(thread: Thread, target: string | undefined): Passed {
    const { fields } = this.#to
    if (!fields) return { cell: { came: missing(this.#to), name: null } }
    if (thread.name === null) return { cell: { came: 'absent', name: null } }
    if (target === undefined) return { cell: this.#unmapped(thread, fields) }
    const winner = this.#winners.get(target)
    if (winner && winner !== thread) return { cell: dropped(`${this.#passage.mapping}: ${winner.name} → ${target} comes before it.`) }
    const other = this.#to.others?.[target]
    if (other && (winner || 'instead' in other)) return { cell: overwritten(other.trace_id, target, fields[target]) }
    if (!winner) return { cell: this.#withheld(thread, target, fields) }
    const passed = this.#mapped(thread, target, fields)
    return thread.by && keepsValue.has(passed.cell.came)
      ? { cell: { ...overwritten(thread.by, target, passed.cell.value), ...ruleOf(passed.cell) } }
      : passed
  }

  /** A field that the mapping does not name may have a namesake that the system fills. */
  #unmapped({ name, value }: Thread, fields: Fields): Cell {
    if (!Object.hasOwn(fields, name as string) || this.#winners.has(name as string)) return dropped(this.#passage.dropped)
    const cell = this.#filled(name as string, fields[name as string])
    return same(cell.value, value) ? { ...cell, came: 'same' } : cell
  }

  #withheld({ name, value }: Thread, target: string, fields: Fields): Cell {
    const { convert, withheld = '' } = this.#passage
    if (!Object.hasOwn(fields, target)) return dropped(withheld)
    const held = fields[target]
    if (same(held, value)) return { came: name === target ? 'same' : 'renamed', name: target, value: held, rule: this.#rule(name, target) }
    if (convert && same(held, convert(target, value, this.#source))) return this.#converted(name, target, held)
    return this.#filled(target, held)
  }

  #mapped(thread: Thread, target: string, fields: Fields): Passed {
    const { name, value } = thread
    const rule = this.#rule(name, target)
    if (!Object.hasOwn(fields, target)) return this.#objection({ came: 'dropped', name: null }, `${rule}, but it did not come.`)
    const held = fields[target]
    const cell = { name: target, value: held }
    if (same(held, value)) return { cell: { came: name === target ? 'same' : 'renamed', ...cell, rule } }
    const { convert, defaulted } = this.#passage
    if (convert && same(held, convert(target, value, this.#source))) return { cell: this.#converted(name, target, held) }
    if (value === '' && defaulted?.[target]) return { cell: { came: 'defaulted', ...cell, rule: defaulted[target] } }
    const isCut = typeof value === 'string' && typeof held === 'string' && held !== '' && value.startsWith(held)
    if (isCut) return this.#objection({ came: 'truncated', ...cell }, `${rule}, but only the first ${held.length} characters came.`)
    return this.#objection({ came: 'changed', ...cell }, `${rule}, but with another value.`)
  }

  #converted = (name: string | null, target: string, value: unknown): Cell => ({
    came: 'transformed',
    name: target,
    value,
    rule: this.#passage.conversions?.[target] ?? this.#rule(name, target),
  })

  /** A field that the system fills itself, or that another lead brought. */
  #filled(name: string, value: unknown): Cell {
    const other = this.#to.others?.[name]
    if (other && 'instead' in other) return overwritten(other.trace_id, name, value)
    if (other) return { came: 'added', name, value, by: { trace_id: other.trace_id }, rule: 'Another lead of the person brought it.' }
    const { added, defaulted, otherwise } = this.#passage
    if (!this.#from.kept) return { came: 'added', name, value, rule: 'What was there before was not kept.' }
    return { came: defaulted?.[name] ? 'defaulted' : 'added', name, value, rule: defaulted?.[name] ?? added?.[name] ?? otherwise }
  }

  /** What is against the rule, unless nobody knows what was there before. */
  #objection(cell: Omit<Cell, 'rule'>, objection: string): Passed {
    if (!this.#from.kept) return { cell: { ...cell, rule: 'What was there before was not kept.' } }
    if (!this.#from.fields) return { cell: { ...cell, rule: 'What happened in between was not seen.' } }
    return { cell: { ...cell, rule: objection }, isBroken: true }
  }

  #passes = ({ name, value }: Thread): boolean => this.#passage.passes?.(value, name as string) ?? true

  #rule = (name: string | null, target: string) => `${this.#passage.mapping}: ${name === target ? name : `${name} → ${target}`}`
}

/** How a field may come whose value goes on. */
const keepsValue: ReadonlySet<Cell['came']> = new Set(['same', 'renamed', 'transformed', 'defaulted'])

const dropped = (rule: string): Cell => ({ came: 'dropped', name: null, rule })

const overwritten = (trace_id: string, name: string, value: unknown): Cell => ({
  came: 'overwritten',
  name,
  value,
  by: { trace_id },
  rule: 'Another lead of the person wrote it after this one, and before this one was sent to Salesforce.',
})

const ruleOf = ({ rule }: Cell) => (rule === undefined ? {} : { rule })

const same = (one: unknown, other: unknown): boolean => one === other || JSON.stringify(one) === JSON.stringify(other)
