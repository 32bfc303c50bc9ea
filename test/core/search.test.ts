import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSearch } from '../../mocks/core/http/search.ts'

test('reads a query as URLSearchParams does', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab=&?+%2é ') }), (query) => {
      expect([...readSearch(query)]).toEqual([...new URLSearchParams(query)])
    }),
    { numRuns: 2000 },
  )
})
