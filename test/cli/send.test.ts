import { describe, expect, it } from 'vitest'
import type { Exchange, Span } from '../../mocks/core/system/record.ts'
import { open } from './process.ts'

const generations = ['current', '2023', '2022']
const exchanges = (out: string): Exchange[] => (JSON.parse(out).spans as Span[]).filter((span) => span.type === 'exchange')
const posted = (out: string) => exchanges(out).filter(({ consumer }) => consumer === 'browser')

describe('pql-sandbox send hand-raise', () => {
  it.each(generations)('takes the %s form to Salesforce without a finding', async (generation) => {
    const { client } = await open()
    const { code, out, err } = await client('send', 'hand-raise', '--generation', generation)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^Hand raise by Jane Doe <jane@example\.com>, ACME\n/)
    expect(out).toMatch(/\nArrived, 8 exchanges, 0 findings, GitLab → CustomersDot → Workato → Marketo → Salesforce in .+\n$/)
  })

  it('sends what it is told to', async () => {
    const { client } = await open()
    const { out } = await client('send', 'hand-raise', '--first-name', 'Janet', '--country', 'NL', '--comment', 'Hello', '--json')
    expect(posted(out)[0]?.request.body).toMatchObject({
      first_name: 'Janet',
      last_name: 'Doe',
      country: 'NL',
      state: null,
      comment: 'Hello',
    })
  })

  it('shows what came of a form that GitLab refuses, and exits with 1', async () => {
    const { client } = await open()
    const { code, out, err } = await client('send', 'hand-raise', '--namespace', '999999')
    expect(code).toBe(1)
    expect(out).toContain('browser → GitLab POST /-/gitlab_subscriptions/hand_raise_leads 404')
    expect(err).toMatch(/^GitLab did not take the form\. It answered 404: Page not found\..*\n$/)
  })

  it('exits with 1 for a user that GitLab does not have', async () => {
    const { client } = await open()
    expect(await client('send', 'hand-raise', '--user', 'nobody')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('GitLab has no user "nobody"'),
    })
  })

  it('tells what waits when Workato does not take the lead', async () => {
    const { client, sandbox } = await open()
    const recipes = [{ id: 39999, name: 'SaaS trials & registrations', running: false, version: 1 }]
    const body = JSON.stringify({ workato: { recipes } })
    await fetch(`${sandbox.url}/_sandbox/seed`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    const { code, out } = await client('send', 'hand-raise')
    expect(code).toBe(0)
    expect(out).toMatch(/↻ CustomersDot Workato::CreateLeadWorker attempt 1 failed, again at/)
    expect(out).toMatch(/… CustomersDot Workato::CreateLeadWorker waits for attempt 2 at/)
    expect(out).toContain('1 job waiting')
  })
})

describe('pql-sandbox send trial', () => {
  it.each(generations)('starts the trial of a new group by the %s form', async (generation) => {
    const { client, sandbox } = await open()
    const { code, out, err } = await client('send', 'trial', '--generation', generation)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/, 0 findings, GitLab → CustomersDot → Workato → Marketo → Salesforce in .+\n$/)
    const namespace = Number(/namespace (\d+)/.exec(out)?.[1])
    const subscriptions = [...sandbox.world.store.relation('gitlab.subscriptions').rows.values()]
    expect(subscriptions).toContainEqual(expect.objectContaining({ namespace_id: namespace, plan_code: 'ultimate_trial' }))
  })

  it('registers a new user each time', async () => {
    const { client } = await open()
    const [one, other] = await Promise.all([client('send', 'trial', '--no-wait', '--json'), client('send', 'trial', '--no-wait', '--json')])
    expect(JSON.parse(one.out).summary.email).not.toBe(JSON.parse(other.out).summary.email)
  })

  it.each(['2023', '2022'])(
    'goes through both pages of %s, in one trace, when there are several groups to choose from',
    async (generation) => {
      const { client } = await open()
      const { code, out } = await client('send', 'trial', '--user', 'jane', '--generation', generation, '--json')
      expect(code).toBe(0)
      expect(posted(out).map(({ status }) => status)).toEqual([302, 302])
      expect(JSON.parse(out).summary.findings).toBe(0)
    },
  )

  it('exits with 1 when GitLab refuses a second trial', async () => {
    const { client } = await open()
    const first = await client('send', 'trial', '--json')
    const { email, namespace_id } = JSON.parse(first.out).summary
    const again = await client('send', 'trial', '--user', email.split('@')[0], '--namespace', String(namespace_id))
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/^GitLab did not take the form\. It answered 403/) })
  })
})
