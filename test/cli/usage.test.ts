import { describe, expect, it } from 'vitest'
import { begin, type Ended, run } from './process.ts'

const commands = [
  ...['', 'serve', 'send', 'send hand-raise', 'send trial', 'trace', 'logs', 'env', 'reset', 'export'],
  ...['verify', 'coverage', 'mutate', 'diff', 'publish'],
]

const wrong = {
  'nothing to do': '',
  'an unknown command': 'bogus',
  'an unknown option': 'reset --bogus',
  'a missing argument': 'trace',
  'neither trace nor e-mail': 'trace jane',
  'an unknown system': 'env pardot',
  'a number out of bounds': 'serve --port 70000',
  'options that exclude each other': 'serve --memory --data x',
  'an unknown hop': 'coverage --hop gitlab-salesforce',
  'no percentage': 'coverage --min 101',
  'a version that is nowhere': 'diff nowhere.yaml',
  'an address of another kind': 'reset --url ftp://127.0.0.1',
  'an origin without a scheme': 'serve --port 0 --memory --allow-origin localhost',
  'a host name with a scheme': 'serve --port 0 --memory --allow-host http://localhost',
}

/** Runs every line, side by side. */
const runAll = (lines: string[]): Promise<Ended[]> => Promise.all(lines.map((line) => run(line.split(' ').filter(Boolean))))

describe('The command line', () => {
  it('explains every command with an example', async () => {
    const helps = await runAll(commands.map((command) => `${command} --help`))
    for (const help of helps)
      expect(help).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/\nExamples?:\n {2}\$ .*pql-sandbox/) })
  })

  it('exits with 2 on wrong usage and says on standard error what is wrong', async () => {
    const refusals = await runAll(Object.values(wrong))
    const kinds = Object.keys(wrong)
    for (const [index, refusal] of refusals.entries())
      expect(refusal, kinds[index]).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/\S/) })
  })

  it.each(['serve --host', 'serve --data', 'export --out', 'verify --pacts', 'verify --junit', 'coverage --html'])(
    'refuses %s with an empty value',
    async (line) => {
      const { code, out, err } = await run([...line.split(' '), ''])
      expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining('It is empty.') })
    },
  )

  it('takes an empty variable for one that is not set', async () => {
    const env = { PQL_SANDBOX_URL: '', PQL_SANDBOX_TOKEN: '', PORT: '' }
    expect((await run(['reset'], { env })).err).not.toContain('invalid')
    expect((await run(['serve', '--data', ''], { env })).err).not.toContain('PORT')
  })

  it('refuses an access token that no header can carry, and does not repeat it', async () => {
    const { code, err } = await run(['reset', '--url', 'http://127.0.0.1:9'], { env: { PQL_SANDBOX_TOKEN: 'SECRET\nSECRET' } })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^The access token has .*\n$/) })
    expect(err).not.toContain('SECRET')
  })

  it('tells its version', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it('says in one sentence that no sandbox answers, and exits with 1', async () => {
    // Port 9 (discard) is where nothing listens.
    const { code, out, err } = await run(['reset', '--url', 'http://127.0.0.1:9'])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe('No sandbox answers at http://127.0.0.1:9. Start one with "pql-sandbox serve".\n')
  })

  it('names the proxy that a request went through, without its password', async () => {
    const env = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://me:SECRET@127.0.0.1:9' }
    const { code, err } = await run(['reset', '--url', 'http://127.0.0.1:9'], { env })
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(/ HTTP_PROXY is set, .* NO_PROXY=127\.0\.0\.1,localhost\.\n$/) })
    expect(err).not.toContain('SECRET')
  })

  it('starts where there is no compile cache, as in Deno', async () => {
    const deno = 'data:text/javascript,import module from "node:module"; module.enableCompileCache = undefined'
    expect(await run(['--version'], { node: ['--import', deno] })).toMatchObject({ code: 0, err: '' })
  })

  it('prints the stack of a bug and exits with 70', async () => {
    const broken = 'data:text/javascript,globalThis.fetch = () => { throw new Error("out of order") }'
    const { code, err } = await run(['reset'], { node: ['--import', broken] })
    expect(code).toBe(70)
    expect(err).toMatch(/^Error: out of order\n {4}at /)
  })

  it('ends with 70 on an error that nothing caught', async () => {
    const broken = 'data:text/javascript,globalThis.fetch = () => new Promise(() => Promise.reject(new Error("out of order")))'
    const { code, err } = await run(['reset'], { node: ['--import', broken] })
    expect(code).toBe(70)
    expect(err).toMatch(/^Error: out of order\n {4}at /)
  })

  it('says on an old Node which one it needs, and exits with 2', async () => {
    const old = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`
    const { code, err } = await run(['--version'], { node: ['--import', old] })
    expect({ code, err }).toEqual({ code: 2, err: 'pql-sandbox needs Node.js 22.18 or newer, and this is 20.20.2.\n' })
  })

  it('ends in peace when nobody reads its output', async () => {
    const { child, ended } = begin(['--help'])
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ code: 0, err: '' })
  })
})
