import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { hostName, hostsOf, isOurs, repeatsHost } from '../../sandbox/server/guard/hosts.ts'

describe('The name in a host', () => {
  test.each([
    ['localhost', 'localhost'],
    ['LocalHost:4000', 'localhost'],
    ['localhost.', 'localhost'],
    ['LOCALHOST.:80', 'localhost'],
    ['localhost:', 'localhost'],
    ['Sandbox.Example.:65535', 'sandbox.example'],
    ['127.0.0.1:4000', '127.0.0.1'],
    ['[::1]', '[::1]'],
    ['[::1]:4000', '[::1]'],
    ['[0:0:0:0:0:0:0:1]:4000', '[::1]'],
    ['[FE80::A]', '[fe80::a]'],
    ['localhost..', 'localhost.'],
    ['localhost.evil.example', 'localhost.evil.example'],
  ])('%s is %s', (host, name) => expect(hostName(host)).toBe(name))

  test.each([
    '',
    ' ',
    ':4000',
    'localhost:99999',
    'localhost:x',
    '::1',
    '[::1',
    'evil.example@localhost',
    'localhost/evil',
    'localhost?evil',
    'localhost#evil',
    'localhost\\evil',
    'local host',
    'localhost, evil.example',
    'http://localhost',
  ])('%j has none', (host) => expect(hostName(host)).toBeUndefined())
})

/** A request that came to an address of this machine. */
const arrived = (headers: Record<string, string>, localAddress?: string) =>
  ({ headers, rawHeaders: Object.entries(headers).flat(), socket: { localAddress, localPort: 4000 } }) as unknown as IncomingMessage

const target = { path: '/', raw: '/', query: '' }

describe('The hosts of a request', () => {
  test('are that of the request line, which counts, and that of Host', () => {
    expect(hostsOf(arrived({ host: 'b' }), { ...target, authority: 'a' })).toEqual(['a', 'b'])
    expect(hostsOf(arrived({ host: 'b' }), target)).toEqual(['b'])
    expect(hostsOf(arrived({}), { ...target, authority: 'a' })).toEqual(['a'])
    expect(hostsOf(arrived({ host: '' }), target)).toEqual([''])
  })

  test.each([
    ['127.0.0.1', '127.0.0.1:4000'],
    ['::ffff:192.168.0.7', '192.168.0.7:4000'],
    ['::1', '[::1]:4000'],
  ])('are the address that it came to when it names none: %s', (address, host) =>
    expect(hostsOf(arrived({}, address), target)).toEqual([host]),
  )
})

test('a name is ours when it is this machine, the address that the request came to, or allowed', () => {
  const request = arrived({}, '::ffff:192.168.0.7')
  const allowed = new Set(['sandbox.example'])
  const names = [
    'localhost',
    '127.0.0.1',
    '[::1]',
    '192.168.0.7',
    'sandbox.example',
    '192.168.0.8',
    'localhost.',
    'evil.example',
    undefined,
  ]
  expect(names.filter((name) => isOurs(name, request, allowed))).toEqual(names.slice(0, 5))
  expect(isOurs(undefined, arrived({}), allowed)).toBe(false)
})

test('a request repeats Host when two names of headers are Host, in any case', () => {
  const repeats = (...rawHeaders: string[]) => repeatsHost({ rawHeaders } as IncomingMessage)
  expect(repeats('Host', 'a', 'hOST', 'a')).toBe(true)
  expect(repeats('Host', 'host', 'Accept', 'Host')).toBe(false)
  expect(repeats('Host', 'a', 'Hosts', 'a', 'From', 'a')).toBe(false)
  expect(repeats()).toBe(false)
})
