import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalise } from '../../mocks/core/http/path.ts'

describe('A normalised path', () => {
  test.each([
    ['/', '/'],
    ['/a/b', '/a/b'],
    ['//a///b', '/a/b'],
    ['/a/', '/a'],
    ['/a//', '/a'],
    ['/./a/./b/.', '/a/b'],
    ['/a/../b', '/b'],
    ['/a/b/..', '/a'],
    ['/../../a', '/a'],
    ['/...', '/...'],
    ['/.well-known/..a', '/.well-known/..a'],
    ['/%2e%2E/a/%2e/b', '/a/b'],
    ['/%5fsandbox/%5Fevents', '/_sandbox/_events'],
    ['/%41%4F%50%5A%61%6f%70%7a', '/AOPZaopz'],
    ['/%30%39%2d%2E%7e-', '/09-.~-'],
    ['/a%2fb%5Cc%3Bd%00%20%25', '/a%2fb%5Cc%3Bd%00%20%25'],
    ['/%40%5b%60%7b%2f%3a', '/%40%5b%60%7b%2f%3a'],
    ['/%255fsandbox', '/%255fsandbox'],
    ['/A;b\\c', '/A;b\\c'],
  ])('is, of %j, %j', (path, normalised) => expect(normalise(path)).toBe(normalised))

  test.each(['/%zz%5f', '/%5f%', '/%5f%4', '/%%35f'])('keeps all escapes of %j, because one is incomplete', (path) =>
    expect(normalise(path)).toBe(path),
  )

  test('is not changed by normalising it again', () => {
    const piece = fc.constantFrom('/', '.', '%', '2', '5', 'e', 'F', 'f', '%5f', '%2e', '%25', 'a')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        (pieces) => normalise(normalise(`/${pieces.join('')}`)) === normalise(`/${pieces.join('')}`),
      ),
    )
  })
})
