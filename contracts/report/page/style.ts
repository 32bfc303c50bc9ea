import { type Colours, dark, light } from './colours.ts'

const properties = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')

/** The style of the page. It names no font, image or file of anybody else. */
export const style = `
:root { color-scheme: light dark; ${properties(light)} }
@media (prefers-color-scheme: dark) { :root { ${properties(dark)} } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
header, main { max-width: 68rem; margin: 0 auto; padding: 0 1.5rem }
header { padding-top: 3rem; padding-bottom: 1.5rem }
h1, h2, h3 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; text-wrap: balance }
h1 { font-size: 1.75rem; font-weight: 650; letter-spacing: -.015em }
h2 { font-size: 1.25rem; font-weight: 620; letter-spacing: -.01em }
h3 { font-size: .9375rem; font-weight: 620; margin: 1.75rem 0 .625rem }
p { margin: .375rem 0 0; max-width: 70ch; overflow-wrap: anywhere }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px }
code { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere }
.faint { color: var(--faint) }
.origins { display: flex; flex-wrap: wrap; gap: 0 1.25rem; max-width: none; font-size: .875rem }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: 1.5rem; margin-bottom: 1.5rem; scroll-margin-top: 1rem }
.sheet > :first-child { margin-top: 0 }
.title { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem }
.badge { display: inline-block; padding: .0625rem .5rem; border-radius: 99px; font-size: .8125rem; font-weight: 550; line-height: 1.5; white-space: nowrap }
.badge.good { color: var(--good); background: var(--good-ground) }
.badge.bad { color: var(--bad); background: var(--bad-ground) }
.badge.fair { color: var(--fair); background: var(--fair-ground) }
.badge.quiet { color: var(--quiet); background: var(--quiet-ground) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums }
th, td { text-align: left; vertical-align: top; padding: .5rem 1.25rem .5rem 0; border-top: 1px solid var(--line) }
th:last-child, td:last-child { padding-right: 0 }
thead th { border-top: 0; color: var(--faint); font-weight: 500; font-size: .8125rem; white-space: nowrap }
tbody th { font-weight: 500 }
td, tbody th { min-width: 5rem; overflow-wrap: break-word }
td.long, th.long { min-width: 13rem }
td code, tbody th code { overflow-wrap: normal; white-space: pre-wrap }
td small { display: block; color: var(--faint); font-size: .8125rem; line-height: 1.5 }
.matrix td, .matrix th { min-width: 8.5rem; padding-right: 1rem }
.matrix tr > :first-child { min-width: 7rem; position: sticky; left: 0; background: var(--sheet) }
.matrix tfoot th, .matrix tfoot td { color: var(--faint); font-weight: 400 }
.matrix a { text-decoration: none }
.matrix a:hover .badge { text-decoration: underline }
.matrix .badge { margin-bottom: .25rem }
.matrix small { white-space: nowrap }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1rem 1.5rem; margin: 1.25rem 0 1.75rem }
.figures div { padding-top: .625rem; background: linear-gradient(to right, var(--mark) var(--share), var(--line) var(--share)) top / 100% 3px no-repeat }
.figures .good { --mark: var(--good) }
.figures .fair { --mark: var(--fair) }
.figures .bad { --mark: var(--bad) }
.figures .quiet { --mark: var(--line) }
.figures dt { color: var(--faint); font-size: .8125rem }
.figures dd { margin: 0; font-size: 1.25rem; font-weight: 600; letter-spacing: -.01em; line-height: 1.4; font-variant-numeric: tabular-nums }
.figures dd small { display: block; font-size: .8125rem; font-weight: 400; letter-spacing: 0; color: var(--faint) }
.broken { border-left: 3px solid var(--bad); padding: .125rem 0 .25rem 1rem; margin: .75rem 0 1.25rem }
.broken strong { font-weight: 600; overflow-wrap: anywhere }
.message { white-space: pre-wrap }
details { border-top: 1px solid var(--line); margin-top: 1.25rem }
details + details { margin-top: 0 }
details[open] { padding-bottom: 1rem }
details:last-child { margin-bottom: -1rem }
summary { cursor: pointer; padding: .75rem 0; font-weight: 550 }
summary:hover { color: var(--link) }
ul { margin: .25rem 0 0; padding-left: 1.125rem }
li { margin: .25rem 0; overflow-wrap: anywhere }
@media (max-width: 40rem) {
  header, main { padding-left: 1rem; padding-right: 1rem }
  header { padding-top: 2rem }
  .sheet { padding: 1.25rem 1rem; border-radius: 8px }
  th, td { padding-right: .875rem }
  td.long, th.long { min-width: 10rem }
}
@media print { .scroll { overflow: visible } .sheet { border: 0; padding: 0 } }
`
