import { PactV4 } from '@pact-foundation/pact'
import { fill } from '../../mocks/core/http/encode.ts'
import { operation as lookUp } from '../openapi/spec.ts'
import type { Hop, Interaction, Template } from './interaction.ts'
import { openConsumer } from './open.ts'

/** How an interaction went at the consumer. */
export interface Exercised {
  /** What the consumer made of the answer. */
  outcome: unknown
  /** What else and in what order the consumer asked the provider. */
  asked: string[]
}

/**
 * Makes the consumer send the interaction's request to a Pact mock server and adds the interaction to the pact in `folder`. Throws
 * when the request is not the promised one, or when the consumer does not make of the answer what it should.
 */
export async function exercise(hop: Hop, interaction: Interaction, folder: string): Promise<Exercised> {
  const { consumer, provider } = hop
  const pact = new PactV4({ consumer, provider, dir: folder, logLevel: 'error' })
  const exercised = await describe(pact, interaction).executeTest((server) => act(hop, interaction, server.url))
  if (!exercised) throw new Error(`Pact did not run "${interaction.description}".`)
  return exercised
}

async function act(hop: Hop, interaction: Interaction, url: string): Promise<Exercised> {
  const consumer = await openConsumer(hop, interaction, (input, init) => fetch(String(input).replace('http://provider.invalid', url), init))
  const outcome = await interaction.act(consumer)
  if (!consumer.asked.includes(interaction.operation)) throw new Error(`"${interaction.description}" never asked ${interaction.operation}.`)
  return { outcome, asked: consumer.asked }
}

function describe(pact: PactV4, { description, states, operation: id, request, response }: Interaction) {
  const { method, path, bodies } = lookUp(id)
  const started = pact.addInteraction()
  const given = states.reduce((so, { name, params }) => so.given(name, params as never), started)
  const about = given.uponReceiving(description).comment({ key: 'operation', value: id })
  const commented = request.strays ? about.comment({ key: 'strays', value: request.strays.join(' ') }) : about
  const mediaType = request.mediaType ?? (Object.keys(bodies)[0] as string)
  return commented
    .withRequest(method, fill(path, request.path ?? {}), (builder) => {
      builder.headers((request.headers ?? {}) as never)
      if (request.query) builder.query(request.query as never)
      if (request.body !== undefined) writeBody(builder as unknown as BodyBuilder, mediaType, request.body)
    })
    .willRespondWith(response.status, (builder) => {
      builder.headers((response.headers ?? {}) as never)
      if (response.body !== undefined) builder.jsonBody(response.body)
    })
}

/** PactV4's builder has no method for a form with matchers; the interaction underneath has. */
interface BodyBuilder {
  jsonBody(body: unknown): unknown
  interaction: { withRequestBody(body: string, mediaType: string): unknown }
}

function writeBody(builder: BodyBuilder, mediaType: string, body: Template) {
  if (mediaType.includes('json')) builder.jsonBody(body)
  else builder.interaction.withRequestBody(JSON.stringify(body), mediaType)
}
