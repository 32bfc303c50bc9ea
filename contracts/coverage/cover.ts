import type { Hop, Interaction } from '../consumer/interaction.ts'
import { nameOf } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import { operations } from '../openapi/spec.ts'
import type { OperationId, Schema } from '../openapi/types.ts'
import { hopOf } from '../pact/describe.ts'
import type { PactFile } from '../pact/folder.ts'
import type { PactInteraction } from '../pact/pact.ts'
import { askedBy, branchesOn } from './branches.ts'
import { byOperation, requestFields, responseFields } from './exercised.ts'

/** What is measured: the hops, by running their consumers, and the pacts that are to speak of what these use. */
export interface Covering {
  hops: Hop[]
  files: PactFile[]
  /** ISO stamp for the report. */
  at: string
}

/** Measures how much of what each consumer uses its contract speaks of. Throws a Mistake without a hop. */
export async function cover({ hops, files, at }: Covering): Promise<Schema<'ControlContracts'>> {
  if (!hops.length) throw new Mistake('No hop is left to measure.')
  const covered: Schema<'ControlHop'>[] = []
  for (const hop of hops) {
    const { consumer, provider } = hop
    const pacts = files.map(({ pact }) => pact).filter((pact) => nameOf(pact) === nameOf(hop))
    const interactions = pacts.flatMap((pact) => pact.interactions)
    const operations = await measure(hop, interactions)
    covered.push({ ...hopOf({ consumer, provider, interactions, raw: {} }), coverage: { at, operations } })
  }
  return { hops: covered }
}

/** Every operation that the consumer asks or the contract has, in the document's order. */
async function measure(hop: Hop, interactions: PactInteraction[]): Promise<Schema<'ControlCoveredOperation'>[]> {
  const exercised = byOperation({ provider: hop.provider, interactions })
  const asked = await askedBy(hop)
  const found: Schema<'ControlCoveredOperation'>[] = []
  for (const id of operations.keys()) {
    const acts = hop.interactions.filter((interaction) => asked.get(interaction)?.includes(id))
    const own = exercised.get(id) ?? []
    if (acts.length || own.length) found.push(await describe(hop, id, acts, own))
  }
  return found
}

async function describe(
  hop: Hop,
  id: OperationId,
  acts: Interaction[],
  own: PactInteraction[],
): Promise<Schema<'ControlCoveredOperation'>> {
  const operation = operations.get(id) as NonNullable<ReturnType<typeof operations.get>>
  const used = await branchesOn(hop, id, acts)
  const statuses = [...operation.replies].map(([status, { notConsumed }]) => ({
    status,
    exercised: own.some(({ response }) => response.status === status),
    used: used.has(status),
    ...(notConsumed === undefined ? {} : { not_consumed: notConsumed }),
  }))
  const fields = { request: requestFields(operation, own), response: responseFields(operation, own) }
  return { operation: id, asked: acts.length > 0, statuses, ...fields }
}
