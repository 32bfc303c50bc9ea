import { type Answered, type Received, type Served, serve } from './server.ts'

type Pact = { consumer: { name: string }; provider: { name: string }; [field: string]: unknown }

/** A Pact Broker as far as we use one, with the pacts that it has, and what it answers instead of what it would have. */
export function startBroker(pacts: Pact[] = [], instead: (request: Received) => Answered | undefined = () => undefined): Promise<Served> {
  // A broker behind a proxy does not know its own address, so its links lead to another host.
  return serve((request) => instead(request) ?? resource(request, 'http://broker.internal:9292', pacts))
}

const template = (href: string) => ({ href, templated: true })

function resource({ method, path }: Received, base: string, pacts: Pact[]): Answered {
  const [, provider, number] = path.match(/^\/pacts\/provider\/([^/]+)\/(\d+)$/) ?? []
  if (path === '/') return { body: index(base) }
  if (path.endsWith('/for-verification') && method === 'POST') return { body: listing(path, base, pacts) }
  if (number) return { body: { ...pacts[Number(number)], _links: linksOf(provider as string, path, base) } }
  if (path.endsWith('/results') && method === 'POST') return { status: 201, body: {} }
  if (path === '/contracts/publish' && method === 'POST')
    return { body: { notices: [{ type: 'success', text: 'Pact published.' }], _links: {} } }
  if (method === 'PUT' && path.startsWith('/pacticipants/')) return { status: 201, body: '' }
  if (path.startsWith('/pacticipants/')) return { body: { _links: versionsOf(path, base) } }
  return { status: 404, body: { error: `There is nothing at ${path}` } }
}

const index = (base: string) => ({
  _links: {
    'pb:provider-pacts-for-verification': template(`${base}/pacts/provider/{provider}/for-verification`),
    'pb:publish-contracts': { href: `${base}/contracts/publish` },
  },
})

function listing(path: string, base: string, pacts: Pact[]) {
  const provider = path.split('/').at(-2)
  const listed = pacts.flatMap((pact, number) => (pact.provider.name === provider ? [`${base}/pacts/provider/${provider}/${number}`] : []))
  return { _embedded: { pacts: listed.map((href) => ({ _links: { self: { href, name: 'a pact' } } })) } }
}

const linksOf = (provider: string, path: string, base: string) => ({
  self: { href: base + path },
  'pb:publish-verification-results': { href: `${base}${path}/results` },
  'pb:provider': { href: `${base}/pacticipants/${provider}`, name: provider },
})

const versionsOf = (path: string, base: string) => ({
  'pb:branch-version': template(`${base}${path}/branches/{branch}/versions/{version}`),
  'pb:version-tag': template(`${base}${path}/versions/{version}/tags/{tag}`),
})
