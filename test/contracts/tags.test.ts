import { expect, test } from 'vitest'
import type { Document } from '../../contracts/openapi/document.ts'
import { document, operations, schema } from '../../contracts/openapi/spec.ts'
import { nameOf, systemNames, wayOf } from '../../contracts/openapi/systems/simulated.ts'
import { systemsOf, tagViolations } from '../../contracts/openapi/systems/tags.ts'

const tagged = (...tags: Document['tags']): Document => ({ ...document, tags })

test('lists each system of the document once, in the order of its tags', () => {
  const simulated = new Set([...operations.values()].map(({ system }) => system).filter((system) => system !== 'control'))
  expect([...systemNames].sort()).toEqual([...simulated].sort())
  expect(systemNames).toEqual(schema('ControlSystem').enum)
  expect(systemsOf(document).map(({ title }) => title)).toEqual(systemNames.map(nameOf))
})

test('leaves out an optional system that a lead did not reach', () => {
  expect(wayOf(['gitlab'])).toEqual(['gitlab', 'customersdot', 'workato', 'marketo', 'salesforce'])
  expect(wayOf(['platypus'])).toEqual(systemNames)
})

test('refuses a tag without a title', () => {
  const [first, ...others] = document.tags
  expect(tagViolations(document)).toEqual([])
  expect(tagViolations(tagged({ name: first?.name ?? '' }, ...others))).toMatchObject([{ at: '/tags/0' }])
})

test('refuses operations of a system that is not a tag', () => {
  expect(tagViolations(tagged(...document.tags.slice(1)))).toMatchObject([
    { at: '/tags', message: '"gitlab" has operations, but is not a tag.' },
  ])
})
