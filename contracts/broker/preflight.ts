import { Mistake } from '../openapi/mistake.ts'
import { whyOf } from '../verification/provider.ts'
import { authorization, type Credentials } from './credentials.ts'

/** A Pact Broker, who asks, and the link of its index that is wanted. */
export interface Door {
  /** Without a slash at its end. */
  brokerUrl: string
  credentials: Credentials
  link: string
}

/**
 * Looks once whether a broker answers and lets us in, and throws a sentence when not: Pact's tools try for long, and then say it
 * in words of their own. Source of the index and its links: Pact Broker documentation, "API".
 */
export async function knock({ brokerUrl, credentials, link }: Door) {
  const { status, ok, location, text } = await look(brokerUrl, authorization(credentials))
  if (status === 401 || status === 403) throw new Mistake(`The broker at ${brokerUrl} answered ${status}: ${locked(credentials)}`)
  if (location) throw new Mistake(`The broker at ${brokerUrl} answered ${status} and sends us to ${location}: correct --broker-url.`)
  if (!ok) throw new Mistake(`The broker at ${brokerUrl} answered ${status}.`)
  const links = linksIn(text)
  if (!links) throw new Mistake(`What answers at ${brokerUrl} is no Pact Broker: its answer is no JSON object.`)
  if (!links[link]) throw new Mistake(`What answers at ${brokerUrl} is no Pact Broker, or one of an old version: it has no link "${link}".`)
}

async function look(url: string, headers: Record<string, string>) {
  const accept = 'application/hal+json'
  try {
    const response = await fetch(url, { headers: { ...headers, accept }, redirect: 'manual', signal: AbortSignal.timeout(30_000) })
    const { status, ok } = response
    return { status, ok, location: response.headers.get('location'), text: await response.text() }
  } catch (error) {
    throw new Mistake(`No broker answers at ${url}: ${whyOf(error)}. Start it, or correct --broker-url.`)
  }
}

function locked(credentials: Credentials): string {
  const given = Object.keys(credentials).length > 0
  return `${given ? 'it does not take the credentials' : 'it wants credentials'} in PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.`
}

function linksIn(text: string): Record<string, unknown> | undefined {
  try {
    const index: unknown = JSON.parse(text)
    return index && typeof index === 'object' ? ((index as { _links?: Record<string, unknown> })._links ?? {}) : undefined
  } catch {
    return undefined
  }
}
