import { Mistake } from '../mistake.ts'
import type { PactFile } from '../pact/folder.ts'
import type { Given } from '../pact/pact.ts'

/** A system that is to keep its contracts. */
export interface Provider {
  /** Where it answers, without a slash at its end. */
  baseUrl: string
  /** Where states are changed, by Pact's protocol. */
  statesUrl?: string
  /** Added to every request, for what a pact cannot know. */
  headers?: Record<string, string>
}

/** Throws a sentence when nobody answers at the base URL: else each interaction would fail for that one reason. */
export async function reach({ baseUrl }: Provider) {
  try {
    await fetch(baseUrl, { redirect: 'manual', signal: AbortSignal.timeout(10_000) })
  } catch (error) {
    const { message } = ((error as Error).cause as Error | undefined) ?? (error as Error)
    throw new Mistake(`Nobody answers at ${baseUrl}: ${message || (error as Error).message}. Start the provider, or correct --base-url.`)
  }
}

/** Brings about every state that a pact wants, and takes it back; throws a sentence for those that nobody can bring about. */
export async function rehearse({ statesUrl }: Provider, { path, pact }: PactFile) {
  const wanted = new Map(pact.interactions.flatMap(({ states }) => states).map((state) => [JSON.stringify(state), state]))
  if (!wanted.size) return
  if (!statesUrl)
    throw new Mistake(`${path} wants ${wanted.size} provider states, and nobody sets them: say with --provider-states-url who does.`)
  const failures: string[] = []
  for (const state of wanted.values()) {
    const setUp = await changeState(statesUrl, state, 'setup')
    const changed = 'failure' in setUp ? setUp : await changeState(statesUrl, state, 'teardown')
    if ('failure' in changed) failures.push(changed.failure)
  }
  if (failures.length) throw new Mistake(`States of ${path} cannot be set:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
}

/** What came of changing a state: the values that it gives to requests, or why it was not changed. */
export type Changed = { values: Record<string, unknown> } | { failure: string }

/** Sets up a state, or takes it back, by Pact's protocol. */
export async function changeState(url: string, { name, params = {} }: Given, action: 'setup' | 'teardown'): Promise<Changed> {
  try {
    // A connection that is kept might be closed by the other side just when the next request is written.
    const headers = { 'content-type': 'application/json', connection: 'close' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ state: name, params, action }) })
    const text = await response.text()
    if (response.ok) return { values: valuesIn(text) }
    return { failure: `"${name}": ${url} answered ${response.status} to its ${action}: ${text.slice(0, 500)}` }
  } catch (error) {
    return {
      failure: `"${name}": ${url} does not answer: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`,
    }
  }
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
