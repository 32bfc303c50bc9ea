import { describe, expect, test } from 'vitest'
import { curlOf } from '../../sandbox/ui/pages/lead/panel/curl.ts'
import { exchangeWith } from '../spans.ts'

const base = 'http://127.0.0.1:4000'

describe('A request as curl', () => {
  test('is sent to the system under its prefix, with its headers and its body', () => {
    const exchange = exchangeWith({ request: { headers: { accept: 'application/json' }, body: { first_name: "D'Arcy" } } })
    expect(curlOf(exchange, base)).toEqual({
      command: [
        "curl 'http://127.0.0.1:4000/gitlab/leads' \\",
        '  --request POST \\',
        "  --header 'accept: application/json' \\",
        `  --data-raw '{"first_name":"D'\\''Arcy"}'`,
      ].join('\n'),
      missing: [],
    })
  })

  test('lacks the secrets of headers, query and body, and names them', () => {
    const { command, missing } = curlOf(
      exchangeWith({
        url: '/oauth/token?grant_type=client_credentials&client_secret=[REDACTED]',
        request: { headers: { authorization: '[REDACTED]' }, body: { user: { password: '[REDACTED]', name: 'jane' } } },
      }),
      base,
    )
    expect(command).not.toContain('REDACTED')
    expect(command).toContain('{"user":{"name":"jane"}}')
    expect(missing).toEqual(['authorization', 'client_secret', 'password'])
  })

  test('lacks what curl writes itself and what would tie it to the old trace', () => {
    const headers = {
      host: 'localhost',
      'content-length': '2',
      'content-encoding': 'gzip',
      traceparent: '00-1-2-01',
      'sec-fetch-mode': 'cors',
    }
    expect(curlOf(exchangeWith({ method: 'GET', request: { headers } }), base).command).toBe(`curl '${base}/gitlab/leads'`)
  })

  test('asks for headers only where HEAD did', () => {
    expect(curlOf(exchangeWith({ method: 'HEAD', request: { headers: {} } }), base).command).toBe(
      `curl '${base}/gitlab/leads' \\\n  --head`,
    )
  })

  test('writes a form as a form', () => {
    const request = { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: { step: 'full', ids: [1, 2] } }
    expect(curlOf(exchangeWith({ request }), base).command).toMatch(/--data-urlencode 'step=full' \\\n {2}--data-urlencode 'ids=1' \\\n/)
  })
})
