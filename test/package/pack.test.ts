import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { begin, type Installed, packAndInstall, run, stop } from './installed.ts'

const minute = 60_000
const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'))

/** What a test of another repository looks like. */
const usersTest = `
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMocks } from 'pql-sandbox/mocks'

const { handlers, settle, world } = await createMocks({ bases: { customersdot: 'http://localhost:5000' } })
const server = setupServer(...handlers)
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

test('a lead sent to CustomersDot arrives in Salesforce', async () => {
  const headers = {
    'content-type': 'application/json',
    'x-admin-email': world.credentials.customersdot.adminEmail,
    'x-admin-token': world.credentials.customersdot.adminToken,
  }
  const person = { work_email: 'jane@example.com', uid: 42, first_name: 'Jane', last_name: 'Doe', company_name: 'ACME' }
  const rest = { country: 'US', state: 'CA', namespace_id: 1000, provider: 'gitlab', glm_content: 'group-billing' }
  const body = JSON.stringify({ ...person, ...rest })
  const response = await fetch('http://localhost:5000/leads/gitlab_com/hand_raises', { method: 'POST', headers, body })
  expect(response.status).toBe(201)
  await settle()
  const [record] = world.store.relation('salesforce.leads').rows.values()
  expect(record).toMatchObject({ Email: 'jane@example.com', Country: 'United States' })
})
`

/** What somebody writes who uses the types; the last line is wrong. */
const usersTypes = `
import document from 'pql-sandbox/openapi.json' with { type: 'json' }
import { createMocks, type Exchange, type Mocks, type MocksOptions, type Schema } from 'pql-sandbox/mocks'

export const version: string = document.openapi
export const options: MocksOptions = { bases: { marketo: 'http://localhost:4004' }, automatic: false }
export const lead: Partial<Schema<'CustomersdotHandRaiseLead'>> = { work_email: 'jane@example.com', country: 'US' }
export const open = async (): Promise<Mocks> => createMocks(options)
export const title = ({ consumer, provider, status }: Exchange): string => \`\${consumer} \${provider} \${status.toFixed()}\`
// @ts-expect-error: an e-mail is text.
export const wrong: Partial<Schema<'CustomersdotHandRaiseLead'>> = { work_email: 42 }
`

/** Only the compiler's own libraries are not checked, and Node's types are not needed. */
const usersOptions = {
  compilerOptions: {
    ...{ noEmit: true, strict: true, resolveJsonModule: true, target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext' },
    ...{ lib: ['es2022', 'dom', 'dom.iterable'], types: [], skipDefaultLibCheck: true },
  },
}

describe('The package as npm packs it', () => {
  let installed: Installed
  beforeAll(async () => {
    installed = await packAndInstall()
  }, 3 * minute)
  afterAll(() => installed?.remove())

  test('contains the build, the launcher and nothing of the source', () => {
    const { contents } = installed
    expect(contents).toEqual(
      expect.arrayContaining(['package.json', 'LICENSE', 'sandbox/bin.js', 'dist/mocks/index.js', 'dist/sandbox/cli/cli.js']),
    )
    expect(contents).toEqual(
      expect.arrayContaining([
        'dist/mocks/index.d.ts',
        'dist/contracts/openapi/generated/openapi.json',
        'dist/contracts/openapi/generated/openapi.d.ts',
      ]),
    )
    expect(contents.filter((path) => !/^(dist\/|sandbox\/bin\.js$|package\.json$|LICENSE$|README\.md$)/.test(path))).toEqual([])
    expect(contents.filter((path) => /\.ts$/.test(path) && !/\.d(\.json)?\.ts$/.test(path))).toEqual([])
    expect(contents.filter((path) => /\btests?\b/.test(path))).toEqual([])
  })

  test(
    'serves a sandbox with npx, and answers at the URL that it prints',
    async () => {
      const child = begin(['npx', '--no-install', 'pql-sandbox', 'serve', '--port', '0', '--memory'], installed.folder)
      onTestFinished(() => stop(child))
      const url = await new Promise<string>((resolve, reject) => {
        let said = ''
        for (const stream of [child.stdout, child.stderr])
          stream?.setEncoding('utf8').on('data', (text: string) => {
            said += text
            const found = /at (http:\/\/\S+:\d+)/.exec(said)
            if (found) resolve(found[1] as string)
          })
        child.on('close', (code) => reject(new Error(`It ended with ${code}: ${said}`)))
      })
      const health = await fetch(`${url}/_sandbox/health`)
      expect(health.status).toBe(200)
      expect(await health.json()).toMatchObject({ systems: { salesforce: expect.stringContaining('http://') } })
      expect((await fetch(`${url}/gitlab/-/countries`)).status).toBe(200)
    },
    minute,
  )

  test(
    'lets the tests of others pass with its mocks',
    async () => {
      const report = join(installed.folder, 'report.json')
      writeFileSync(join(installed.folder, 'pipeline.test.ts'), usersTest)
      await run(['npx', '--no-install', 'vitest', 'run', '--reporter=json', `--outputFile=${report}`], installed.folder)
      expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ success: true, numPassedTests: 1, numTotalTests: 1 })
    },
    minute,
  )

  test(
    'brings types that compile, and that refuse what is wrong',
    async () => {
      const project = join(installed.folder, 'types')
      mkdirSync(project)
      writeFileSync(join(project, 'types.ts'), usersTypes)
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(usersOptions))
      expect(await run([process.execPath, compiler, '-p', project], installed.folder)).toBe('')
    },
    minute,
  )
})
