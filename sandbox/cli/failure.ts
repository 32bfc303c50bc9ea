/** Something that did not work and that whoever asked can mend: its message is the one sentence they are told. */
export class Failure extends Error {
  override name = 'Failure'
}

/** Nobody answers where the sandbox should be. */
export class Unreachable extends Failure {
  override name = 'Unreachable'
}

/** Does work that needs the network; throws Unreachable when nobody answers at the URL, or the connection breaks off. */
export async function reach<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!isNetwork(error)) throw error
    throw new Unreachable(`No sandbox answers at ${url}. Start one with "pql-sandbox serve".${proxyHint()}`)
  }
}

/** Node sends requests through a proxy only when it is told to by NODE_USE_ENV_PROXY. The proxy's URL may contain a password. */
function proxyHint(env = process.env): string {
  const name = ['HTTP_PROXY', 'http_proxy'].find((name) => env[name])
  if (!name || env.NODE_USE_ENV_PROXY !== '1') return ''
  return ` ${name} is set, so the request went to a proxy: to leave this machine out, set NO_PROXY=127.0.0.1,localhost.`
}

/** How fetch says that a connection failed, or broke off; any other TypeError is a bug of ours. */
const isNetwork = (error: unknown): boolean =>
  error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated')
