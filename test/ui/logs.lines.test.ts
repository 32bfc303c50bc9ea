import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { fieldsOf, joined, type Line, matches, missing } from '../../sandbox/ui/pages/logs/lines.ts'

const line = (message: string, more: Partial<Line> = {}): Line => ({ ...example('ControlLogLine'), message, ...more })
const [one, two, three] = [line('one'), line('two'), line('three')]

test('a line says why it failed first, and nothing that its message has', () => {
  const fail = line('Worker JID-5f1d: fail: 0.1 sec', {
    class: 'Worker',
    jid: '5f1d',
    job_status: 'fail',
    retry_count: 0,
    error_message: 'no',
  })
  expect(fieldsOf(fail)).toEqual([
    ['error_message', 'no'],
    ['lead_id', '1'],
    ['retry_count', '0'],
  ])
})

test('a line is wanted by its system and its trace', () => {
  const ours = line('one', { system: 'gitlab', correlation_id: 'a' })
  expect([{}, { system: 'gitlab' as const }, { trace: 'b' }].map((wanted) => matches(wanted, ours))).toEqual([true, true, false])
})

test('what has come since is joined to what is known', () => {
  expect(joined([], [one])).toEqual([one])
  expect(joined([one, two], [two, three])).toEqual([one, two, three])
})

test('lines that are not among those loaded leave a gap', () => expect(joined([one], [three])).toBeUndefined())

test('what arrived while lines were loaded stands once', () => expect(missing([two, three], [one, two])).toEqual([three]))
