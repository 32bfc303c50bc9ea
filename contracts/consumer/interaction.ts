import type { Credentials } from '../../mocks/core/system/credentials.ts'
import type { Arrow } from '../hops/pipeline.ts'
import type { OperationId } from '../openapi/types.ts'
import type { Given } from '../pact/pact.ts'
import type { Consumer } from './consumer.ts'

/** A value, or a matcher of Pact's that stands for many. */
export type Template = unknown

/** One thing that a consumer asks of a provider and what it counts on in the reply. */
export interface Interaction {
  /** As Pact's `uponReceiving`: "a request to create a lead". Unique within the hop. */
  description: string
  states: Given[]
  operation: OperationId
  request: {
    path?: Record<string, string>
    query?: Record<string, Template>
    headers?: Record<string, Template>
    /** The operation's first media type unless given. */
    mediaType?: string
    body?: Template
    /** Where the request strays from openapi.yaml on purpose, because the refusal is what the interaction is about. */
    strays?: string[]
  }
  response: { status: number; headers?: Record<string, Template>; body?: Template }
  /** Makes the consumer send the request, by its own client and mapping. Resolves with what the consumer made of the answer. */
  act(consumer: Consumer): Promise<unknown>
  /** What `act` resolves with when the provider keeps the contract. */
  outcome: unknown
  /** Every operation that it asks the provider on the way, when that is more than this one. */
  asked?: OperationId[]
  /** What the consumer signs in with, where it is not what the provider demands. */
  credentials?: Partial<Credentials>
}

/** One arrow of the pipeline with what it asks. */
export interface Hop extends Arrow {
  interactions: Interaction[]
}
