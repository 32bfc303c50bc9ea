import { describe, expect, test } from 'vitest'
import { isBelow, pathBelow, readTarget } from '../../sandbox/server/guard/target.ts'

describe('A request target', () => {
  test.each([
    ['/', { path: '/', raw: '/', query: '' }],
    ['/a//b/?c=%2F?d', { path: '/a/b', raw: '/a//b/', query: '?c=%2F?d' }],
    ['/a?', { path: '/a', raw: '/a', query: '?' }],
    ['//host/a', { path: '/host/a', raw: '//host/a', query: '' }],
    ['/%5fa?http://x', { path: '/_a', raw: '/%5fa', query: '?http://x' }],
  ])('is read in origin form: %s', (url, target) => expect(readTarget(url)).toEqual(target))

  test.each([
    ['http://127.0.0.1:4000/a//b?c', { authority: '127.0.0.1:4000', path: '/a/b', raw: '/a//b', query: '?c' }],
    ['HTTP://Localhost', { authority: 'Localhost', path: '/', raw: '/', query: '' }],
    ['http://[::1]:80?a=/b', { authority: '[::1]:80', path: '/', raw: '/', query: '?a=/b' }],
    ['http://user@host//a', { authority: 'user@host', path: '/a', raw: '//a', query: '' }],
  ])('is read in absolute form: %s', (url, target) => expect(readTarget(url)).toEqual(target))

  test.each(['', '*', 'a', '?a', 'https://host/', 'http:/host/', 'http:///a', 'xhttp://host/', 'host:443', '/a#b', 'http://host/a#b'])(
    'is not read when it is %j',
    (url) => expect(readTarget(url)).toBeUndefined(),
  )
})

test('finds a path below a root when it is the root or continues it after a slash', () => {
  const below = ['/a', '/a/', '/a/b', '/ab', '/A', '/', '/b/a'].filter((path) => isBelow(path, '/a'))
  expect(below).toEqual(['/a', '/a/', '/a/b'])
})

describe("A system's own path on the main port", () => {
  test.each([
    ['/gitlab/-//countries/', '/-//countries/'],
    ['/gitlab/a%2Fb/%5f', '/a%2Fb/%5f'],
    ['/gitlab//', '//'],
    ['/gitlab/-/./x', '/-/./x'],
  ])('is kept as it came: %s', (url, own) => expect(pathBelow(readTarget(url) as never, '/gitlab')).toBe(own))

  test.each([
    ['/gitlab', '/'],
    ['//gitlab/-//x', '/-/x'],
    ['/%67itlab/-//x', '/-/x'],
    ['/marketo/../gitlab/-//x', '/-/x'],
    ['/gitlab/../gitlab/x', '/x'],
    ['/gitlabs/../gitlab/x', '/x'],
  ])('is normalised where the root was written in another way: %s', (url, own) =>
    expect(pathBelow(readTarget(url) as never, '/gitlab')).toBe(own),
  )
})
