import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Lead } from '../../sandbox/ui/pages/leads/pages.ts'
import { marksOf, saysReach } from '../../sandbox/ui/pages/leads/reach.ts'

const lead = (about: Partial<Lead>): Lead => ({ ...example('ControlTraceSummary'), ...about })
const marks = (about: Partial<Lead>) => [...marksOf(lead(about)).values()].join(' ')

test('marks each system that a lead passed, and where it is', () => {
  expect(marks({ systems: ['gitlab', 'customersdot'], state: 'waiting' })).toBe('passed here ahead ahead ahead')
})

test('marks where a lead came to its end', () => {
  expect(marks({ systems: ['gitlab', 'customersdot', 'workato'], state: 'dead' })).toBe('passed passed ended ahead ahead')
  expect(marks({ systems: ['gitlab'], state: 'refused' })).toBe('ended ahead ahead ahead ahead')
})

test('marks every system as passed once the lead has arrived', () => {
  const systems: Lead['systems'] = ['gitlab', 'customersdot', 'workato', 'marketo', 'salesforce']
  expect(marks({ systems, state: 'arrived' })).toBe('passed passed passed passed passed')
})

test('tells in words how far a lead came', () => {
  expect(saysReach(lead({ systems: ['gitlab', 'customersdot', 'workato'] }))).toBe('Workato, 3 of 5 systems')
  expect(saysReach(lead({ systems: [] }))).toBe('No system')
})
