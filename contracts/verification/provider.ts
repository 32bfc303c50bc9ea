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
    const failure = (await change(statesUrl, state, 'setup')) ?? (await change(statesUrl, state, 'teardown'))
    if (failure) failures.push(failure)
  }
  if (failures.length) throw new Mistake(`States of ${path} cannot be set:\n${failures.map((failure) => `  ${failure}`).join('\n')}`)
}

async function change(url: string, { name, params = {} }: Given, action: string): Promise<string | undefined> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ state: name, params, action }) })
    if (response.ok) return undefined
    return `"${name}": ${url} answered ${response.status} to its ${action}: ${(await response.text()).slice(0, 500)}`
  } catch (error) {
    return `"${name}": ${url} does not answer: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`
  }
}
