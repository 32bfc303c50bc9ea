/** What the reply to a page of another origin carries. */
export interface Sharing {
  headers: Record<string, string>
  /** Whether the request only asks what the page may send: its answer is 204 with the headers alone. */
  isPreflight: boolean
}

/** Browsers ignore the star for requests with credentials. */
const exposed = '*, X-Sandbox-Trace, Sforce-Limit-Info, Location, Allow, WWW-Authenticate'

/** Seconds for which a browser may remember the answer to a preflight. */
const maxAge = '600'

/** Lets a page of an allowed origin read the reply, also when it sends cookies. `header` returns a header of the request by its lower-case name. */
export function share(origin: string, method: string, header: (name: string) => string | undefined): Sharing {
  const headers = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': exposed,
  }
  const asked = header('access-control-request-method')
  if (method !== 'OPTIONS' || asked === undefined) return { headers, isPreflight: false }
  const permission = {
    'access-control-allow-methods': asked,
    'access-control-allow-headers': header('access-control-request-headers') ?? '',
    'access-control-max-age': maxAge,
  }
  return { headers: { ...headers, ...permission }, isPreflight: true }
}

/** Normalises an http or https origin: scheme, host, and the port if it is not the scheme's default. Undefined when the text is not an origin. */
export function originOf(text: string): string | undefined {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url.origin : undefined
}
