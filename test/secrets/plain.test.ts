import { describe, expect, test } from 'vitest'
import { Redactor } from '../../mocks/core/secrets/redact.ts'
import { redactSpan } from '../../mocks/core/secrets/span.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import { type Planted, planted } from './planted.ts'
import { spanOf } from './span.ts'

const mark = '5ecret-5ecret'
const redactor = new Redactor()

const plain: Planted = {
  ...{ kind: 'nothing', system: 'customersdot', method: 'POST', path: '/leads/gitlab_com/hand_raises?a=1&b=2' },
  headers: { 'content-type': 'application/json', accept: '*/*', 'x-note': 'see https://docs.example/a?b=c at 10:30' },
  body: JSON.stringify({ lead: [{ comment: 'a < b, and 50 %', code: 'US', at: '2026-11-28T10:30:00Z', path: 'C:\\x' }], tokens: 3 }),
}

test('leaves a span without secrets unchanged', () => {
  const span = spanOf(plain, mark)
  expect(redactSpan(span, redactor)).toEqual(span)
})

test.each(planted.filter(({ path }) => path.includes('?a=1&')))('leaves the other parameters next to: $kind', (kind) => {
  const { url } = redactSpan(spanOf(kind, mark), redactor) as Exchange
  expect(url).toMatch(/\?a=1&.*=\[REDACTED\]&b=2$/)
})

describe('in a text longer than one portion', () => {
  const filler = 'Lorem ipsum dolor sit amet, consectetur.\n'.repeat(2000)
  const texts = planted.filter(({ headers, body }) => body && headers?.['content-type'] === 'text/plain')

  test.each(texts)('finds $kind, and leaves the text before it', (kind) => {
    const { request } = redactSpan(spanOf({ ...kind, body: `${filler}${kind.body}` }, mark), redactor) as Exchange
    const text = request.body as string
    expect(text.startsWith(filler)).toBe(true)
    expect(text).not.toContain(mark)
  })

  test('leaves a text without secrets unchanged', () => {
    const span = spanOf({ ...plain, headers: { 'content-type': 'text/plain' }, body: filler }, mark)
    expect(redactSpan(span, redactor)).toEqual(span)
  })
})
