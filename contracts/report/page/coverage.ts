import type { Schema } from '../../openapi/types.ts'
import { type Markup, markup } from '../markup.ts'
import { standing, standingAs, unmatched } from '../standing.ts'
import { badge, code, fold, table } from './parts.ts'

/** What the consumer uses and no interaction speaks of. */
export function missingPart(coverage: Schema<'ControlCoverage'>): Markup | undefined {
  const missing = standingAs('missing', coverage)
  const items = missing.map(({ operation, status }) => markup`<li>${code(operation)} answers ${status.status}</li>\n`)
  return items.length ? markup`<h3>Replies that the consumer uses and no interaction has</h3>\n<ul>\n${items}</ul>\n` : undefined
}

/** Every documented status, and the fields that nothing compares. */
export const coverageParts = (coverage: Schema<'ControlCoverage'>): (Markup | undefined)[] => [statusFold(coverage), fieldFold(coverage)]

const badges = {
  exercised: badge('good', '✓ exercised'),
  missing: badge('bad', '✗ missing'),
  besides: badge('quiet', 'exercised besides'),
  unused: badge('quiet', 'not used'),
  left_out: badge('fair', 'left out'),
}

function statusFold({ operations }: Schema<'ControlCoverage'>): Markup | undefined {
  const rows = operations.flatMap(({ operation, asked, statuses }) =>
    statuses.map((status) => [
      code(operation),
      String(status.status),
      badges[standing(status)],
      status.not_consumed ?? (asked ? '' : 'The client was not seen to ask this operation.'),
    ]),
  )
  const columns = [{ title: 'Operation', long: true }, { title: 'Status' }, { title: 'Coverage' }, { title: 'Why', long: true }]
  return rows.length ? fold(`Replies (${rows.length})`, table('Replies', columns, rows)) : undefined
}

function fieldFold({ operations }: Schema<'ControlCoverage'>): Markup | undefined {
  const rows = operations.flatMap((operation) => unmatched(operation).map((at) => [code(operation.operation), code(at)]))
  const columns = [
    { title: 'Operation', long: true },
    { title: 'Field', long: true },
  ]
  return rows.length ? fold(`Fields that no interaction compares (${rows.length})`, table('Fields not compared', columns, rows)) : undefined
}
