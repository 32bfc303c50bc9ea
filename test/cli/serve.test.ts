import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { begin, folder, type Running, run, type Surroundings } from './process.ts'

const ready = /at (http:\S+).*(Data is in|Nothing is kept)/s

/** Begins a server on free ports; resolves with its main URL once it answers. */
const serve = (...args: string[]) => serveWith({}, ...args)

async function serveWith(surroundings: Surroundings, ...args: string[]): Promise<Running & { url: string; banner: string }> {
  const running = begin(['serve', '--port', '0', ...args], surroundings)
  const banner = await running.printed(ready)
  return { ...running, banner, url: ready.exec(banner)?.[1] as string }
}

const client = (url: string, ...args: string[]) => run([...args, '--url', url])

describe('pql-sandbox serve', () => {
  it('says where it and each system answers', async () => {
    const { banner, url } = await serve('--memory')
    for (const name of ['GitLab', 'CustomersDot', 'Workato', 'Marketo', 'Salesforce'])
      expect(banner).toMatch(new RegExp(`${name} +http://127\\.0\\.0\\.1:\\d+\\n`))
    expect((await fetch(`${url}/_sandbox/health`)).status).toBe(200)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('closes on %s and finds its data again', async (signal) => {
    const data = await folder()
    const first = await serve('--data', data)
    const sent = await client(first.url, 'send', 'hand-raise', '--json')
    first.child.kill(signal)
    expect(await first.ended).toMatchObject({ code: 0, err: '' })
    const second = await serve('--data', data)
    const found = await client(second.url, 'trace', 'jane@example.com', '--json')
    expect(JSON.parse(found.out)).toEqual(JSON.parse(sent.out))
  })

  it('refuses a port that is in use', async () => {
    const { url } = await serve('--memory')
    const { port } = new URL(url)
    const { code, out, err } = await run(['serve', '--memory', '--port', port])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(new RegExp(`^Port ${port}, .* is in use\\. .*\\n$`))
  })

  it('takes its port from PORT', async () => {
    const { url } = await serve('--memory')
    const { port } = new URL(url)
    expect((await run(['serve', '--memory'], { env: { PORT: port } })).err).toContain(`Port ${port}`)
  })

  it('lets in the pages of an origin that --allow-origin names, and refuses what is not an origin', async () => {
    const origin = 'http://localhost:5173'
    const { url } = await serve('--memory', '--allow-origin', origin, '--allow-origin', 'https://app.example')
    for (const allowed of [origin, 'https://app.example']) {
      const { headers } = await fetch(`${url}/gitlab/-/countries`, { headers: { origin: allowed } })
      expect(headers.get('access-control-allow-origin')).toBe(allowed)
    }
    const { code, err } = await run(['serve', '--memory', '--port', '0', '--allow-origin', 'localhost:5173'])
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^"localhost:5173" is not an origin\. .*\n$/) })
  })

  it('refuses a data folder that another one uses', async () => {
    const data = await folder()
    const { child } = await serve('--data', data)
    const { code, err } = await run(['serve', '--port', '0', '--data', data])
    expect(code).toBe(1)
    expect(err).toContain(`is in use by the pql-sandbox with process id ${child.pid}`)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('refuses damaged data and leaves it as it is', async () => {
    const data = join(await folder(), 'data')
    await mkdir(data)
    await writeFile(join(data, 'journal.1.jsonl'), 'not ours\n')
    const { code, err } = await run(['serve', '--port', '0', '--data', data])
    expect(code).toBe(1)
    expect(err).toMatch(/^\S+journal\.1\.jsonl is damaged at byte 0.*\n$/)
  })

  it('refuses a data folder that cannot be one', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    const { code, err } = await run(['serve', '--port', '0', '--data', file])
    expect(code).toBe(1)
    expect(err).toContain(`${file} cannot be used`)
  })

  it('says what it had to drop when the data was read', async () => {
    const data = await folder()
    const first = await serve('--data', data)
    first.child.kill('SIGTERM')
    await first.ended
    await writeFile(join(data, 'journal.1.jsonl'), 'torn', { flag: 'a' })
    expect((await serve('--data', data)).banner).toContain('dropped the last 4 bytes')
  })

  it('reports errors that nothing caught, and keeps serving', async () => {
    const planted = `process.on('SIGUSR2', () => { setTimeout(() => { throw new Error('thrown') }); Promise.reject(new Error('rejected')) })`
    const { url, child, ended, printed } = await serveWith({ node: ['--import', `data:text/javascript,${planted}`] }, '--memory')
    child.kill('SIGUSR2')
    await printed(/Error: rejected\n {4}at .*Error: thrown\n {4}at /s)
    expect((await fetch(`${url}/_sandbox/health`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0 })
  })

  it('prints an access token when others can reach it, and wants it', async () => {
    const { url, child, ended } = await serve('--memory', '--host', '0.0.0.0')
    const refused = await client(url.replace('0.0.0.0', '127.0.0.1'), 'trace', 'jane@example.com')
    child.kill('SIGTERM')
    const { out } = await ended
    expect(out).toMatch(/export PQL_SANDBOX_TOKEN='\w{40}'/)
    expect(out).toMatch(/# workato\nexport MARKETO_ENDPOINT='http:/)
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('give it with --token or PQL_SANDBOX_TOKEN') })
  })

  it('takes a hand raise from whoever has the access token', async () => {
    const { url, printed } = await serve('--memory', '--host', '0.0.0.0')
    const token = /PQL_SANDBOX_TOKEN='(\w+)'/.exec(await printed(/# salesforce/))?.[1] as string
    const { code, out } = await client(url.replace('0.0.0.0', '127.0.0.1'), 'send', 'hand-raise', '--token', token)
    expect(code).toBe(0)
    expect(out).toContain('8 exchanges, 0 findings')
  })
})
