import { styleText } from 'node:util'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { stamp } from '../../../contracts/report/stamp.ts'
import { type OperationStatus, standing, standingAs, unmatched } from '../../../contracts/report/standing.ts'
import { plain } from './plain.ts'
import { wrap } from './wrap.ts'

type Operation = Schema<'ControlCoveredOperation'>

/** A line of statuses for each operation, then what is missing, what is left out and why, and the fields that nothing compares. */
export function coverageLines(coverage: Schema<'ControlCoverage'>): string[] {
  const { operations, at } = coverage
  const width = Math.min(40, Math.max(0, ...operations.map(({ operation }) => plain(operation).length)))
  return [
    styleText('dim', `  covered ${plain(stamp(at))}: ✓ exercised, ✗ missing, + besides, · not used, – left out`),
    ...operations.flatMap((operation) => operationLines(operation, width)),
    ...standingAs('missing', coverage).flatMap((found) => wrap(`missing: ${named(found)}`, '    ')),
    ...standingAs('left_out', coverage).flatMap((found) => wrap(`left out: ${named(found)}: ${plain(found.status.not_consumed)}`, '    ')),
    ...operations.flatMap(fieldLines),
  ]
}

const signs = { exercised: '✓', missing: '✗', besides: '+', unused: '·', left_out: '–' }

function operationLines({ operation, asked, statuses }: Operation, width: number): string[] {
  const marks = statuses.map((status) => `${signs[standing(status)]}\u00a0${status.status}`).join('  ')
  const lines = wrap(`${marks}${asked ? '' : '  (not asked)'}`, `  ${plain(operation).padEnd(width)}  `)
  return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
}

const named = ({ operation, status }: OperationStatus): string => `${plain(operation)} ${status.status}`

function fieldLines(operation: Operation): string[] {
  const fields = unmatched(operation)
  return fields.length ? wrap(`not compared: ${plain(operation.operation)} ${fields.map(plain).join(', ')}`, '    ') : []
}
