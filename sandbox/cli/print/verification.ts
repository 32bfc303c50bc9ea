import { styleText } from 'node:util'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { stamp } from '../../../contracts/report/stamp.ts'
import { type Verdict, verdicts } from '../../../contracts/report/verdicts.ts'
import { plain } from './plain.ts'
import { wrap } from './wrap.ts'

/** One line for each interaction; below a broken one, where the reply strayed and how. */
export function verificationLines(hop: Schema<'ControlHop'>, { at, base_url, provider_version }: Schema<'ControlVerification'>): string[] {
  const where = base_url === null ? 'the sandbox' : base_url
  const version = provider_version === undefined ? '' : `, version ${provider_version}`
  const heading = wrap(plain(`verified ${stamp(at)} at ${where}${version}`), '  ')
  return [...heading.map((line) => styleText('dim', line)), ...verdicts(hop).flatMap(verdictLines)]
}

const signs = { passed: styleText('green', '✓'), failed: styleText('red', '✗'), unverified: styleText('dim', '·') }

function verdictLines({ interaction, outcome, mismatches }: Verdict): string[] {
  const note = outcome === 'unverified' ? ' (not verified)' : ''
  const [first = '', ...rest] = wrap(plain(interaction) + note, '    ')
  return [`  ${signs[outcome]} ${first.trimStart()}`, ...rest, ...mismatches.flatMap(mismatchLines)]
}

/** A message may have several lines of its own. */
function mismatchLines({ at, message }: Schema<'ControlMismatch'>): string[] {
  const [first = '', ...rest] = message.split('\n')
  return [...wrap(plain(`${at}: ${first}`), '      '), ...rest.flatMap((line) => wrap(plain(line), '        '))]
}
