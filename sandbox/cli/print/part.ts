import { styleText } from 'node:util'
import type { Exchange, Job, Run, Step } from '../../../mocks/core/system/record.ts'
import { plain } from './plain.ts'
import { rowsText } from './rows.ts'
import type { Branch } from './tree.ts'
import { nameOf, took } from './words.ts'

/** One part of a trace as lines: what it is, then what is to be said of it. */
export function linesOf({ part, branches }: Branch): string[] {
  if ('state' in part) return [jobLine(part)]
  if (!('type' in part)) return [stepLine(part, branches), ...(part.discarded ? discarded(part.discarded) : failure(part.error))]
  return part.type === 'exchange' ? exchangeLines(part) : [runLine(part), ...failure(part.error)]
}

function exchangeLines(exchange: Exchange): string[] {
  const { consumer, provider, method, url, attempt, duration_ms, findings, error } = exchange
  const from = exchange.parent_id === null ? `${plain(nameOf(consumer))} ` : ''
  const again = attempt > 1 ? ` attempt ${attempt}` : ''
  const line = `${from}→ ${styleText('bold', plain(nameOf(provider)))} ${method} ${plain(url)} ${status(exchange)}${again} ${faint(took(duration_ms))}`
  const strays = findings.map(({ side, at, message }) => styleText('yellow', plain(`! ${side} ${at}: ${message}`)))
  return [line, ...strays, ...failure(error)]
}

const status = ({ status }: Exchange): string =>
  status === 0 ? styleText('red', 'no answer') : styleText(status < 400 ? 'green' : 'red', String(status))

function runLine({ system, class: name, attempt, outcome, retry_at, duration_ms }: Run): string {
  const ended = { done: styleText('green', 'done'), retry: styleText('yellow', 'failed'), dead: styleText('red', 'dead') }[outcome]
  const again = retry_at ? `, again at ${retry_at}` : ''
  return `↻ ${styleText('bold', nameOf(system))} ${plain(name)} attempt ${attempt} ${ended}${again} ${faint(took(duration_ms))}`
}

function stepLine(step: Step, branches: Branch[]): string {
  const within = branches.map(({ part }) => part).filter((part): part is Step => 'depth' in part)
  const written = rowsText(step, within)
  return plain(step.name) + (written && ` ${faint(written)}`)
}

function jobLine({ system, class: name, state, run_at, attempt, error }: Job): string {
  const what = `${styleText('bold', nameOf(system))} ${plain(name)}`
  const why = error ? `: ${plain(error)}` : ''
  if (state === 'dead') return styleText('red', `✗ ${what} is dead after attempt ${attempt}${why}`)
  return styleText('yellow', `… ${what} waits for attempt ${attempt + 1} at ${run_at}${why}`)
}

const failure = (error: string | undefined): string[] => (error ? [styleText('red', `✗ ${plain(error)}`)] : [])

/** An attempt that was not committed is no failure. */
const discarded = (why: string): string[] => [faint(`↺ not kept: ${plain(why)}`)]

const faint = (text: string): string => styleText('dim', text)
