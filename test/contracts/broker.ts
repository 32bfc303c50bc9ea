import { type Answered, type Received, type Served, serve } from './server.ts'

type Pact = { consumer: { name: string }; provider: { name: string }; [field: string]: unknown }

/** A Pact Broker as far as Pact's tools use one, with the pacts that it has, and what it answers instead of what it would have. */
export function startBroker(pacts: Pact[] = [], instead: (request: Received) => Answered | undefined = () => undefined): Promise<Served> {
  // A broker behind a proxy does not know its own address, so its links lead to another host.
  return serve((request) => {
    const { headers, ...answer } = instead(request) ?? resource(request, 'http://broker.internal:9292', pacts)
    return { ...answer, headers: { 'content-type': 'application/hal+json', ...headers } }
  })
}

const template = (href: string) => ({ href, templated: true })

function resource({ method, path, json }: Received, base: string, pacts: Pact[]): Answered {
  const [, provider, number] = path.match(/^\/pacts\/provider\/([^/]+)\/(\d+)$/) ?? []
  if (path === '/') return { body: index(base) }
  // The verifier looks with GET whether the provider is known at all.
  if (path.endsWith('/for-verification')) return { body: listing(path, base, pacts) }
  if (number) return { body: { ...pacts[Number(number)], _links: linksOf(provider as string, path, base) } }
  if (path.endsWith('/results') && method === 'POST') return { status: 201, body: { _links: { self: { href: `${base}${path}/1` } } } }
  if (path === '/contracts/publish' && method === 'POST') return { body: published(base, json) }
  if (path.startsWith('/pacticipants/')) return { status: method === 'PUT' ? 201 : 200, body: { _links: versionsOf(path, base) } }
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
  // The verifier finds no pact without them.
  const verificationProperties = { pending: false, notices: [{ when: 'before_verification', text: 'It is selected.' }] }
  const self = (href: string) => ({ self: { href, name: 'a pact' } })
  return {
    _embedded: { pacts: listed.map((href) => ({ shortDescription: 'latest', verificationProperties, _links: self(href) })) },
    _links: self(base + path),
  }
}

const linksOf = (provider: string, path: string, base: string) => ({
  self: { href: base + path },
  'pb:publish-verification-results': { href: `${base}${path}/results` },
  'pb:provider': { href: `${base}/pacticipants/${provider}`, name: provider },
})

const versionsOf = (path: string, base: string) => ({
  self: { href: base + path },
  'pb:branch-version': template(`${base}${path}/branches/{branch}/versions/{version}`),
  'pb:version-tag': template(`${base}${path}/versions/{version}/tags/{tag}`),
})

function published(base: string, json: Received['json']) {
  const link = { href: base, name: `${json?.pacticipantName}`, title: 'a pact' }
  const _links = { self: link }
  return {
    logs: [],
    notices: [{ type: 'success', text: `Pact of ${json?.pacticipantName} published.` }],
    _embedded: { pacticipant: { name: json?.pacticipantName, _links }, version: { number: json?.pacticipantVersionNumber, _links } },
    _links: { 'pb:pacticipant': link, 'pb:pacticipant-version': link, 'pb:pacticipant-version-tags': [link], 'pb:contracts': [link] },
  }
}
