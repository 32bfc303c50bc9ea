import { nameOf } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import type { PactFile } from '../pact/folder.ts'
import type { Given, PactInteraction } from '../pact/pact.ts'

/** Values by name. */
export type Headers = Record<string, string>

/** A system that is to keep its contracts. */
export interface Provider {
  /** Where it answers, without a slash at its end. */
  baseUrl: string
  /** Where states are changed, by Pact's protocol. */
  statesUrl?: string
  /** Added to every request, for what a pact cannot know. Their values are secrets. */
  headers?: Headers
  /** Added to every change of state. Their values are secrets. */
  statesHeaders?: Headers
  /** It is one of the simulated systems, started for this: its address is of no interest. */
  simulated?: boolean
}

/** Throws a sentence when nobody answers at the base URL: else each interaction would fail for that one reason. */
export async function reach({ baseUrl }: Provider) {
  try {
    const response = await fetch(baseUrl, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
    await response.body?.cancel()
  } catch (error) {
    throw new Mistake(`Nobody answers at ${baseUrl}: ${whyOf(error)}. Start the provider, or correct --base-url.`)
  }
}

/** Brings about every state that a pact wants, and takes it back; throws a sentence for those that nobody can bring about. */
export async function rehearse(provider: Provider, { pact }: PactFile) {
  const wanted = new Map(pact.interactions.flatMap(({ states }) => states).map((state) => [JSON.stringify(state), state]))
  if (!wanted.size) return
  if (!provider.statesUrl)
    throw new Mistake(`The pact ${nameOf(pact)} wants provider states, and nobody sets them: say with --provider-states-url who does.`)
  const failures: string[] = []
  const given = new Map<string, string[]>()
  for (const [key, state] of wanted) {
    const setUp = await changeState(provider, state, 'setup')
    const changed = 'failure' in setUp ? setUp : await changeState(provider, state, 'teardown')
    if ('failure' in changed) failures.push(changed.failure)
    given.set(key, 'values' in setUp ? Object.keys(setUp.values) : [])
  }
  // Who adds headers of their own says by them what the states would have given.
  if (!failures.length && !provider.headers) failures.push(...pact.interactions.flatMap((interaction) => lacking(interaction, given)))
  if (failures.length)
    throw new Mistake(`States that the pact ${nameOf(pact)} wants cannot be set:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
}

/** Values that a request takes from its states, and that none of them gave: the pact's examples would be sent in their place. */
function lacking({ description, states, raw }: PactInteraction, given: Map<string, string[]>): string[] {
  const generators = JSON.stringify((raw.request as { generators?: object }).generators ?? {})
  const names = [...generators.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name as string)
  const known = states.flatMap((state) => given.get(JSON.stringify(state)) ?? [])
  const missing = [...new Set(names)].filter((name) => !known.includes(name))
  return missing.length ? [`"${description}" needs ${missing.join(', ')}, which none of its states gave.`] : []
}

/** What came of changing a state: the values that it gives to requests, or why it was not changed. */
export type Changed = { values: Record<string, unknown> } | { failure: string }

/** Sets up a state, or takes it back, by Pact's protocol. */
export async function changeState(
  { statesUrl = '', statesHeaders }: Provider,
  { name, params = {} }: Given,
  action: 'setup' | 'teardown',
): Promise<Changed> {
  // A connection that is kept might be closed by the other side just when the next request is written.
  const headers = { ...statesHeaders, 'content-type': 'application/json', connection: 'close' }
  const body = JSON.stringify({ state: name, params, action })
  try {
    const response = await fetch(statesUrl, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) })
    const text = await response.text()
    if (response.ok) return { values: valuesIn(text) }
    return { failure: `"${name}": ${statesUrl} answered ${response.status} to its ${action}${reasonIn(text)}` }
  } catch (error) {
    return { failure: `"${name}": ${statesUrl} does not answer: ${whyOf(error)}` }
  }
}

/** The `error` of an answer in JSON, or a short text; a page tells nothing. */
function reasonIn(text: string): string {
  const { error } = valuesIn(text)
  if (typeof error === 'string') return `: ${error}`
  const words = text.trim()
  return words && !words.startsWith('<') && words.length <= 200 ? `: ${words}` : '.'
}

/** Whoever sets states need not answer with values, nor with JSON. */
function valuesIn(text: string): Record<string, unknown> {
  try {
    const values: unknown = JSON.parse(text)
    return values && typeof values === 'object' ? (values as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Why fetch failed: the cause, as its own message says nothing; of several addresses that were tried there is a code only. */
export function whyOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException }
  return cause?.message || cause?.code || message
}
