import { type Markup, markup } from '../markup.ts'

/** How good something is: kept, broken, in between, or not known. */
export type Tone = 'good' | 'bad' | 'fair' | 'quiet'

/** A word about the state of something; the tone is never told by colour alone. */
export const badge = (tone: Tone, text: string): Markup => markup`<span class="badge ${tone}">${text}</span>`

/** A column of a table. */
export interface Column {
  title: string
  /** Holds sentences, so that it needs room. */
  long?: boolean
}

/** A table that scrolls in a box of its own when it is too wide. The first cell of a row is the row's heading. */
export function table(label: string, columns: Column[], rows: (Markup | string)[][]): Markup {
  const room = (index: number) => (columns[index]?.long ? markup` class="long"` : undefined)
  const cell = (text: Markup | string, index: number) =>
    index ? markup`<td${room(index)}>${text}</td>` : markup`<th scope="row"${room(index)}>${text}</th>`
  return scroll(
    label,
    markup`<table>
<thead><tr>${columns.map(({ title }) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map(cell)}</tr>\n`)}</tbody>
</table>`,
  )
}

/** A box that scrolls sideways, by keyboard as well. */
export const scroll = (label: string, content: Markup): Markup =>
  markup`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>\n`

/** A part that is long and may stay closed. */
export const fold = (title: string, content: Markup | Markup[]): Markup => markup`<details><summary>${title}</summary>
${content}</details>\n`

/** Something to be read letter by letter. */
export const code = (text: string): Markup => markup`<code>${text}</code>`
