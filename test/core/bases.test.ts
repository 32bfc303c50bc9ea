import fc from 'fast-check'
import { getResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { createMocks, type Mocks, type MocksOptions } from '../../mocks/index.ts'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'

/** The status of a hand raise that is sent below a base URL; undefined when no handler answers and the request would go to the network. */
async function raised({ handlers }: Mocks, base: string): Promise<number | undefined> {
  const headers = { ...asJane, 'content-type': 'application/json' }
  const request = new Request(base + handRaisePath, { method: 'POST', headers, body: JSON.stringify(handRaise) })
  return (await getResponse(handlers, request))?.status
}

const asked = async ({ handlers }: Mocks, url: string) => (await getResponse(handlers, new Request(url)))?.status

const mocksAt = (gitlab: string | string[], rest: MocksOptions['bases'] = {}) =>
  createMocks({ automatic: false, bases: { gitlab, ...rest } })

describe('a base URL is answered for, however it is spelled:', () => {
  test.each([
    ['http://localhost:5000', 'http://localhost:5000'],
    ['http://localhost:5000/', 'http://localhost:5000'],
    ['http://localhost:5000//', 'http://localhost:5000'],
    ['http://LOCALHOST:5000', 'http://localhost:5000'],
    ['HTTP://localhost:5000', 'http://localhost:5000'],
    ['http://localhost:80', 'http://localhost'],
    ['http://localhost', 'http://localhost:80'],
    ['https://portal.test:443/', 'https://portal.test'],
    ['http://user:secret@localhost:5000', 'http://localhost:5000'],
    ['http://[::1]:5000/', 'http://[::1]:5000'],
    ['http://[0:0:0:0:0:0:0:1]:5000', 'http://[::1]:5000'],
    ['http://portal.test.', 'http://portal.test'],
    ['http://portal.test/under/here', 'http://portal.test/under/here'],
    ['http://portal.test/under/here/', 'http://portal.test/under/here'],
    ['http://portal.test/under/here', 'http://portal.test//under//here'],
    ['http://portal.test/under/./there/../here', 'http://portal.test/under/here'],
    ['http://portal.test/a(b)', 'http://portal.test/a(b)'],
    ['http://portal.test/a%28b%29', 'http://portal.test/a(b)'],
    ['http://portal.test/a b', 'http://portal.test/a%20b'],
    ['http://portal.test/:id', 'http://portal.test/:id'],
    ['http://portal.test/a*', 'http://portal.test/a*'],
    ['http://portal.test/é', 'http://portal.test/%c3%a9'],
  ])('%s, asked as %s', async (base, url) => {
    expect(await raised(await mocksAt(base), url)).toBe(200)
  })
})

test('any http URL without query and fragment is answered for, in its own spelling and in the normalised one', async () => {
  const bases = fc.webUrl({
    validSchemes: ['http', 'https'],
    authoritySettings: { withPort: true, withUserInfo: true, withIPv4: true, withIPv6: true },
  })
  await fc.assert(
    fc.asyncProperty(bases, async (base) => {
      const mocks = await mocksAt(base)
      const { origin, pathname } = new URL(base)
      const normalised = origin + pathname.replace(/\/+$/, '')
      expect(await asked(mocks, `${normalised}/-/countries`)).toBe(200)
      expect(await asked(mocks, `${normalised}//-//countries/`)).toBe(200)
      expect(await asked(mocks, `${normalised.replace(/^https?/, (scheme) => (scheme === 'http' ? 'https' : 'http'))}/-/countries`)).toBe(
        200,
      )
    }),
    { numRuns: 60 },
  )
})

describe('what is meant for a mocked host does not leave:', () => {
  test.each([
    'https://gitlab.com',
    'https://gitlab.com/',
    'https://gitlab.com?page=1',
    'https://gitlab.com#top',
    'http://gitlab.com/-/countries',
    'https://GITLAB.com/-/countries',
    'https://gitlab.com./-/countries',
    'https://gitlab.com:443/-/countries',
    'https://customers.gitlab.com/',
    'https://apim.workato.com/',
    'https://www.workato.com/api/recipes/1',
    'https://284-RPR-133.mktorest.com/',
    'https://gitlab.my.salesforce.com/',
    'https://login.salesforce.com/',
    'https://test.salesforce.com/',
    'https://staging.ci.nexus.gitlabenvironment.cloud/',
  ])('%s', async (url) => {
    expect(await asked(await createMocks({ automatic: false }), url)).toBeDefined()
    expect(await asked(await mocksAt('http://localhost:5000'), url)).toBeDefined()
  })
})

test.each([
  'https://about.gitlab.com/',
  'https://gitlab.com.test/',
  'http://portal.test/',
  'http://portal.test/underneath',
  'http://localhost:5001/',
])('%s is left alone', async (url) => {
  expect(await asked(await mocksAt(['http://portal.test/under', 'http://localhost:5000']), url)).toBeUndefined()
})

test('a system answers under several base URLs, and under the real host too', async () => {
  const mocks = await mocksAt(['http://one.test', 'http://two.test/git'])
  expect(await raised(mocks, 'http://one.test')).toBe(200)
  expect(await raised(mocks, 'http://two.test/git')).toBe(200)
  expect(await raised(mocks, 'https://gitlab.com')).toBe(200)
})

test('of base URLs within each other the longest counts', async () => {
  const mocks = await mocksAt('http://localhost:5000', { marketo: 'http://localhost:5000/marketo' })
  expect(await raised(mocks, 'http://localhost:5000')).toBe(200)
  expect(await asked(mocks, 'http://localhost:5000/marketo/identity/oauth/token')).toBe(401)
})

describe('a client that signs in at the host for every org', () => {
  const signIn = async (url: string) => {
    const { handlers, world } = await createMocks({ automatic: false })
    const { clientId, clientSecret } = world.credentials.salesforce
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret })
    const response = await getResponse(handlers, new Request(`${url}/services/oauth2/token`, { method: 'POST', body }))
    return response?.json()
  }

  test.each(['https://login.salesforce.com', 'https://test.salesforce.com', 'http://login.salesforce.com'])(
    'goes on at the address of its org: %s',
    async (url) => {
      expect(await signIn(url)).toMatchObject({
        instance_url: 'https://gitlab.my.salesforce.com',
        id: expect.stringMatching(`^${url}/id/`),
      })
    },
  )

  test('stays where it is when that is the org', async () => {
    expect(await signIn('https://gitlab.my.salesforce.com')).toMatchObject({ instance_url: 'https://gitlab.my.salesforce.com' })
  })
})

describe('an option that is wrong is refused with a sentence:', () => {
  const systems = 'gitlab, customersdot, platypus, workato, marketo, salesforce'
  const address = 'must be an absolute http or https URL without a query, such as "http://localhost:5000"'

  test.each<[options: object, says: string]>([
    [{ bases: { gitlab: 'nope' } }, `bases.gitlab ${address}, or a list of those, and not "nope".`],
    [{ bases: { gitlab: 'localhost:5000' } }, `bases.gitlab ${address}, or a list of those, and not "localhost:5000".`],
    [{ bases: { gitlab: '/gitlab' } }, `bases.gitlab ${address}, or a list of those, and not "/gitlab".`],
    [{ bases: { gitlab: 'ftp://gitlab.com' } }, `bases.gitlab ${address}, or a list of those, and not "ftp://gitlab.com".`],
    [
      { bases: { gitlab: 'http://localhost:5000?x=1' } },
      `bases.gitlab ${address}, or a list of those, and not "http://localhost:5000?x=1".`,
    ],
    [{ bases: { gitlab: 'http://localhost:5000/#x' } }, `bases.gitlab ${address}, or a list of those, and not "http://localhost:5000/#x".`],
    [{ bases: { gitlab: '' } }, `bases.gitlab ${address}, or a list of those, and not "".`],
    [{ bases: { gitlab: 42 } }, `bases.gitlab ${address}, or a list of those, and not 42.`],
    [{ bases: { gitlab: [] } }, `bases.gitlab ${address}, or a list of those, and not [].`],
    [
      { bases: { gitlab: ['http://one.test', 'two.test'] } },
      `bases.gitlab ${address}, or a list of those, and not ["http://one.test","two.test"].`,
    ],
    [{ bases: { gitlabb: 'http://localhost:5000' } }, `bases has no "gitlabb": it has ${systems}.`],
    [{ bases: 'http://localhost:5000' }, 'bases must be an object, and not "http://localhost:5000".'],
    [{ upstreams: { salesforce: 'x' } }, `upstreams.salesforce ${address}, and without a user name, and not "x".`],
    [{ upstreams: { sales: 'https://gitlab.my.salesforce.com' } }, `upstreams has no "sales": it has ${systems}.`],
    [{ upstreams: { marketo: 'https://me:secret@marketo.test' } }, `upstreams.marketo ${address}, and without a user name`],
    [{ automatic: 'no' }, 'automatic must be true or false, and not "no".'],
    [{ exposed: 1 }, 'exposed must be true or false, and not 1.'],
    [{ timeoutMs: '5s' }, 'timeoutMs must be a number of milliseconds, and not "5s".'],
    [{ timeoutMs: Number.NaN }, 'timeoutMs must be a number of milliseconds, and not null.'],
    [{ fetch: 'fetch' }, 'fetch must be a function, and not "fetch".'],
    [{ clock: '2024-01-01' }, 'clock must be an object, and not "2024-01-01".'],
    [{ rows: { customersdot: 'x' } }, 'rows.customersdot must be an object, and not "x".'],
    [{ rows: { marketo: { nope: [] } } }, 'rows.marketo: Unrecognized key: "nope".'],
    [{ rows: { marketo: { leads: 'x' } } }, 'rows.marketo.leads: Invalid input: expected array, received string.'],
    [{ rows: { marketo: { leads: [{ id: 'x' }] } } }, 'rows.marketo.leads.0.id: Invalid input: expected number, received string.'],
    [{ rows: { workato: { recipes: [null] } } }, 'rows.workato.recipes.0: Invalid input: expected object, received null.'],
    [{ rows: { gitlab: undefined } }, 'rows.gitlab: Invalid input: expected object, received undefined.'],
    [{ rows: { customer: {} } }, `rows has no "customer": it has ${systems}.`],
    [{ credentials: { salesforce: {} } }, 'credentials must be complete: every text that `developmentCredentials` has.'],
    [{ base: { gitlab: 'http://localhost:5000' } }, 'options has no "base": it has bases, allowOrigins, upstreams, '],
    [{ bases: { gitlab: 'http://localhost:5000', marketo: 'http://LOCALHOST:5000/' } }, 'gitlab and marketo have the same base URL'],
    [{ bases: { gitlab: 'https://customers.gitlab.com' } }, 'gitlab and customersdot have the same base URL'],
  ])('%j', async (options, says) => {
    await expect(createMocks(options)).rejects.toMatchObject({ name: 'Mistake', message: expect.stringContaining(says) })
  })

  test('and one that is right is taken', async () => {
    const { world } = await createMocks({
      automatic: false,
      timeoutMs: 5,
      upstreams: { salesforce: 'https://sales.test/' },
      bases: undefined,
    })
    expect(world.upstreams).toEqual({ salesforce: 'https://sales.test' })
  })
})
