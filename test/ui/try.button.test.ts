import { describe, expect, test } from 'vitest'
import { document, validator } from '../../contracts/openapi/spec.ts'
import { advise } from '../../sandbox/ui/pages/try/glm.ts'
import { isThere, type Span, stations } from '../../sandbox/ui/pages/try/progress.ts'
import { newcomer, registrationOf } from '../../sandbox/ui/pages/try/registration.ts'
import { hamlSnippet, type Setup, vueSnippet } from '../../sandbox/ui/pages/try/snippet.ts'
import { clicked, happened, trackAttributes } from '../../sandbox/ui/pages/try/tracking.ts'
import { vocabularyOf } from '../../sandbox/ui/pages/try/vocabulary.ts'

const tracking = { action: 'click_button', label: 'hand_raise', property: '', value: '1', experiment: 'pql' }
const setup: Setup = {
  small: true,
  buttonText: 'Talk to us',
  buttonAttributes: { variant: 'confirm', 'data-testid': "it's" },
  ctaTracking: tracking,
  glmContent: 'my-form',
  productInteraction: 'Hand Raise PQL',
}

describe('The button', () => {
  test('carries what it tracks as data-track attributes, without what is empty', () => {
    expect(trackAttributes(tracking)).toEqual({
      'data-track-action': 'click_button',
      'data-track-label': 'hand_raise',
      'data-track-value': '1',
      'data-track-experiment': 'pql',
    })
  })

  test('tracks no click without an action', () => {
    expect(clicked({ label: 'hand_raise' }, true)).toEqual([])
    expect(clicked({ action: 'click_button' }, false)).toEqual([{ action: 'click_button' }])
    expect(clicked({ action: 'click_button' }, true)).toEqual([{ action: 'click_button', label: 'hand_raise_lead_form' }])
  })

  test('tracks what happens to the form, with the experiment since 2023', () => {
    expect(happened('hand_raise_form_viewed', tracking, false)).toEqual({ action: 'hand_raise_form_viewed', label: 'hand_raise_lead_form' })
    expect(happened('hand_raise_form_viewed', tracking, true)).toHaveProperty('experiment', 'pql')
  })

  test('is embedded by provide until 2023 and by props today', () => {
    expect(vueSnippet('2022', { ...setup, small: false, ctaTracking: {} })).not.toContain('small')
    expect(vueSnippet('2023', setup)).toMatch(/provide: \{\s+small: true,\s+ctaTracking: \{\s+action: 'click_button',/)
    expect(vueSnippet('today', setup)).toContain('glm-content="my-form"')
    expect(hamlSnippet(setup)).toContain("glm_content: 'my-form'")
  })

  test('is embedded with text that cannot leave its quotes', () => {
    expect(vueSnippet('today', { ...setup, glmContent: '"><script>' })).toContain('glm-content="&quot;><script>"')
    expect(vueSnippet('today', setup)).toContain(String.raw`'data-testid': 'it\'s',`)
  })
})

describe('Advice on glm_content', () => {
  const { glmContents } = vocabularyOf(document)

  test('tells where GitLab uses a value', () => {
    expect(advise('group-billing', glmContents, true)).toMatchObject({
      kind: 'info',
      text: expect.stringContaining('The group billing page.'),
    })
  })

  test.each([
    ['unknown', 'my-form', false, 'Unknown'],
    ['reused', 'my-form', true, 'Reused'],
    ['missing', ' ', false, 'nobody can tell'],
  ])('warns of one that is %s', (_what, value, carried, text) => {
    expect(advise(value, glmContents, carried)).toMatchObject({ kind: 'warn', text: expect.stringContaining(text) })
  })
})

describe('The way of a lead', () => {
  const exchange = (provider: string, changes: object = {}): Span =>
    ({
      type: 'exchange',
      provider,
      method: 'POST',
      operation: `${provider}.createLead`,
      status: 200,
      started_at: '1',
      response: { headers: {} },
      ...changes,
    }) as Span
  const run = (changes: object): Span => ({ type: 'run', system: 'customersdot', started_at: '2', outcome: 'done', ...changes }) as Span
  const at = (spans: Span[], system: string) => stations(spans).find((place) => place.system === system)

  test('waits at first, and ends in Salesforce', () => {
    expect(stations([]).map(({ state }) => state)).toEqual(Array(5).fill('waiting'))
    expect(isThere(stations([exchange('workato')]))).toBe(false)
    expect(isThere(stations([exchange('salesforce')]))).toBe(true)
  })

  test('counts neither reading nor signing in', () => {
    const spans = [exchange('workato', { operation: 'workato.createToken' }), exchange('salesforce', { method: 'GET' })]
    expect(stations(spans).every(({ state }) => state === 'waiting')).toBe(true)
  })

  test('shows a refusal, when the next attempt is, and that there is none', () => {
    const spans = [exchange('workato', { status: 404 }), run({ outcome: 'retry', retry_at: '2024-01-01T00:00:17.000Z' })]
    expect(at(spans, 'workato')).toMatchObject({ state: 'refused', note: 'answered 404' })
    expect(at(spans, 'customersdot')?.note).toBe('its job tries again at 00:00:17 UTC')
    expect(at([...spans, run({ outcome: 'dead', started_at: '3' })], 'customersdot')?.note).toBe('its job gave up')
    expect(at([...spans, exchange('workato', { started_at: '4' })], 'workato')).toMatchObject({ state: 'reached', note: '' })
  })

  test('takes a refusal in the body of a 200 for one', () => {
    const refused = exchange('marketo', { response: { headers: {}, body: { success: false } } })
    expect(at([refused], 'marketo')?.state).toBe('refused')
  })
})

describe('Registering somebody', () => {
  test('asks for a group with a path made of its name', () => {
    expect(registrationOf(newcomer('m1'))).toMatchObject({
      email: 'test-m1@pql.example',
      group: { name: 'Test Group m1', path: 'test-group-m1' },
    })
    expect(registrationOf({ ...newcomer('m1'), group: '', company_name: '' })).not.toHaveProperty('group')
  })

  test.each(['Ω', '!!!', 'Ünïcode Group', '-'])('makes a path that GitLab takes of "%s"', (group) => {
    expect(validator('ControlRegistration').safeParse(registrationOf({ ...newcomer('m1'), group })).success).toBe(true)
  })
})
