import { extname } from 'node:path'
import { type Span, spansOf } from './code.ts'

/**
 * The prose of a file, with dots in place of code, data, links and quotations. The result has the length and the lines of the source, so that
 * offsets stay valid.
 */
export function proseOf(path: string, source: string): string {
  const read = readers[extname(path)]
  return read ? read(source, path) : written(source)
}

const readers: Record<string, (source: string, path: string) => string> = {
  '.ts': code,
  '.js': code,
  '.vue': component,
  '.css': style,
  '.yaml': document,
  '.yml': document,
}

const dots = (text: string): string => text.replace(/\S/g, '·')
const blanks = (text: string): string => text.replace(/\S/g, ' ')

/** Text without code, addresses, link targets and words in quotation marks. */
const written = (text: string): string =>
  text.replace(/```[\s\S]*?```|`[^`\n]+`|https?:\/\/[^\s)>]+|\]\([^)\s]+\)|“[^”]*”|"[^"\n]*\n?[^"\n]*"/g, dots)

/** Comment marks become blanks, so that a sentence may span lines. */
const comment = (text: string): string => written(text.replace(/^\s*\/?\*+\/?|\*\/$|^\/\//gm, blanks))

function code(source: string, path: string): string {
  return kept(source, spansOf(source).filter(checked(path, source)))
}

/**
 * Strings with the wording of real systems are exempt: the texts of refusals, and data that tests send or expect. A string without a space is
 * a name or a value.
 */
const checked = (path: string, source: string): ((span: Span) => boolean) => {
  const exempt = path.startsWith('test/') || /^mocks\/.*\b(errors|refusals)\.ts$/.test(path)
  return ({ kind, start, end }) => kind !== 'string' || (!exempt && /\S\s+\S/.test(source.slice(start, end)))
}

/** The source with everything outside of the spans dotted out. */
function kept(source: string, spans: Span[]): string {
  let prose = ''
  let at = 0
  for (const { kind, start, end } of spans) {
    const text = source.slice(start, end)
    prose += dots(source.slice(at, start))
    prose += kind === 'comment' ? comment(text) : `·${written(text.slice(1, -1))}·`
    at = end
  }
  return prose + dots(source.slice(at))
}

function style(source: string): string {
  return source.replace(/(\/\*[\s\S]*?\*\/)|\S/g, (text, note) => (note ? comment(text) : '·'))
}

/** A Vue component: its script, the text and the plain attributes of its template, the comments of its style. */
function component(source: string): string {
  return source.replace(
    /(<script[^>]*>)([\s\S]*?)(?=<\/script>)|(<style[^>]*>)([\s\S]*?)(?=<\/style>)|(<template>[\s\S]*<\/template>)/g,
    (...found) => {
      const [, scriptTag = '', script = '', styleTag = '', css = '', template = ''] = found
      return dots(scriptTag) + code(script, '') + dots(styleTag) + style(css) + markup(template)
    },
  )
}

const markup = (template: string): string =>
  written(template.replace(/<\/?[\w-]+|\s(?::|@|#|v-)[\w.:-]+(?:="[^"]*")?|(?<=\s[\w-]+=)"|"(?=[\s/>])/g, dots))

/** YAML without keys, examples and the values that a schema allows. */
function document(source: string): string {
  const prose = source
    .replace(/^( *)(?:- )?(?:examples?|enum):.*(?:\n(?:\1 +.*)?)*$/gm, dots)
    .replace(/\b(?:examples?|enum): (?:\[[^\]]*\]|\{[^}]*\})|\b(?:const|default|pattern): (?:"[^"]*"|'[^']*'|[^,{}\n]+)/g, dots)
    .replace(/(?<=^ *(?:- )?|[{,] )[\w$-]+:(?= |$)/gm, dots)
    .replace(/(?<=[·[,] )(["'])((?:(?!\1).)*)\1/g, (_, mark, text) => `·${text.replaceAll(mark, '·')}·`)
    .replace(/^( *)#/gm, '$1 ')
  return written(prose)
}
