import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { open, run } from './process.ts'

type Opened = Awaited<ReturnType<typeof open>>

/** Raises Jane's hand; resolves with the trace's id once nothing of it is due any more. */
async function raiseHand(opened: Opened, fields: object = {}): Promise<string> {
  const id = await post(opened, fields)
  await opened.sandbox.world.settle()
  return id
}

async function post({ sandbox }: Opened, fields: object): Promise<string> {
  const response = await fetch(`${sandbox.url}/gitlab/-/gitlab_subscriptions/hand_raise_leads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-user': 'jane' },
    body: JSON.stringify({ namespace_id: 1000, first_name: 'Jane', last_name: 'Doe', company_name: 'ACME', country: 'NL', ...fields }),
  })
  return response.headers.get('x-sandbox-trace') as string
}

describe('pql-sandbox trace', () => {
  it('shows a trace by its id, every exchange under what sent it', async () => {
    const opened = await open()
    const id = await raiseHand(opened)
    const { code, out } = await opened.client('trace', id)
    expect(code).toBe(0)
    expect(out).toContain(`trace ${id}`)
    const [gitlab, customersdot, workato] = ['→ GitLab POST', '→ CustomersDot POST', '→ Workato POST'].map((text) =>
      (out.split('\n').find((line) => line.includes(text)) as string).indexOf('→'),
    ) as [number, number, number]
    expect(gitlab).toBeLessThan(customersdot)
    expect(customersdot).toBeLessThan(workato)
    expect(out).toMatch(/CreateLeadService \+ customersdot\.leads 1/)
  })

  it("shows a person's newest lead", async () => {
    const opened = await open()
    await raiseHand(opened)
    const newest = await raiseHand(opened)
    expect((await opened.client('trace', 'JANE@example.com')).out).toContain(`trace ${newest}`)
  })

  it("shows a lead by its id in CustomersDot's table", async () => {
    const opened = await open()
    const first = await raiseHand(opened)
    await raiseHand(opened)
    expect((await opened.client('trace', '1')).out).toContain(`trace ${first}`)
    expect((await opened.client('trace', '1', '--all')).out.slice(0, 32)).toBe(first)
  })

  it("lists all traces of a person's leads, newest first", async () => {
    const opened = await open()
    const first = await raiseHand(opened)
    const second = await raiseHand(opened)
    const { out } = await opened.client('trace', 'jane@example.com', '--all')
    expect(out.split('\n').map((line) => line.slice(0, 32))).toEqual([second, first, ''])
  })

  it("prints the interface's JSON", async () => {
    const opened = await open()
    const id = await raiseHand(opened)
    const { out } = await opened.client('trace', id, '--json')
    expect(JSON.parse(out)).toEqual(await (await fetch(`${opened.sandbox.url}/_sandbox/traces/${id}`)).json())
  })

  it('says which values of a lead another one overwrote', async () => {
    const opened = await open({ world: { automatic: false } })
    const first = await post(opened, { first_name: 'One' })
    await post(opened, { first_name: 'Two' })
    for (const { id } of [...opened.sandbox.world.jobs.values()]) await opened.sandbox.world.runner.run(id)
    await opened.sandbox.world.settle()
    const { out } = await opened.client('trace', first)
    expect(out).toMatch(/\n↻ first_name overwritten by lead 2: "Two"\nOverwritten, 8 exchanges, /)
    const all = (await opened.client('trace', 'jane@example.com', '--all')).out
    expect(all.split('\n').map((line) => line.match(/ {2}(\w+), \d+ spans/)?.[1])).toEqual(['Arrived', 'Overwritten', undefined])
  })

  it('puts a finding in its place, and exits with 1 when it is to be strict', async () => {
    const opened = await open()
    const id = await raiseHand(opened, { nickname: 'JD' })
    const lax = await opened.client('trace', id)
    const strict = await opened.client('trace', id, '--strict')
    expect(lax.code).toBe(0)
    expect(lax.out).toMatch(/→ GitLab POST .*\n│ +! request \/body\/nickname: .+\n/)
    expect(strict).toMatchObject({ code: 1, err: 'The contract was not kept: 1 finding.\n' })
  })

  it('exits with 0 when it is to be strict and there is no finding', async () => {
    const opened = await open()
    expect((await opened.client('trace', await raiseHand(opened), '--strict')).code).toBe(0)
  })

  it('writes what would steer the terminal as escapes', async () => {
    const opened = await open()
    const id = await raiseHand(opened, { company_name: 'AC\u001b[31mME\u009b1m' })
    const [text, json] = [await opened.client('trace', id), await opened.client('trace', id, '--json')]
    expect(text.out).toContain('AC\\u001b[31mME\\u009b1m')
    expect(JSON.parse(json.out).summary.company).toBe('AC\u001b[31mME\u009b1m')
    for (const { out } of [text, json]) expect(out).not.toMatch(/(?!\n)\p{Cc}/u)
  })

  it('paints when it is told to, and not into a pipe', async () => {
    const opened = await open()
    const id = await raiseHand(opened)
    const painted = await run(['trace', id, '--url', opened.sandbox.url], { env: { FORCE_COLOR: '1' } })
    const plain = await opened.client('trace', id)
    expect(plain.out).not.toContain('\u001b[')
    expect(painted.out).not.toBe(plain.out)
    expect(stripVTControlCharacters(painted.out)).toBe(plain.out)
  })

  it.each(['f'.repeat(32), '999', 'nobody@example.com'])('exits with 1 when there is nothing of %s', async (subject) => {
    const { client } = await open()
    const { code, out, err } = await client('trace', subject)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^[^\n]+ retention limit\.\n$/)
  })
})
