import createClient from 'openapi-fetch'
import type { paths } from '../../../contracts/openapi/generated/openapi.d.ts'
import { token } from './access.ts'

/** The sandbox's own interface and the systems under their prefixes, typed by openapi.yaml. */
export const api = createClient<paths>({ baseUrl: location.origin })

api.use({
  onRequest({ request }) {
    if (token.value) request.headers.set('authorization', `Bearer ${token.value}`)
  },
})

/** A refusal of the sandbox, or that nobody answered. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number

  /** `status` is 0 when nobody answered. */
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** The body of an answer; throws what the sandbox said when it refused, or that it cannot be reached. */
export async function ask<Data>(question: Promise<{ data?: Data; error?: unknown; response: Response }>): Promise<Data> {
  const { data, error, response } = await question.catch(() => {
    throw new Refused(0, 'The sandbox does not answer. It may have been stopped.')
  })
  if (response.ok) return data as Data
  const said = (error as { error?: unknown } | undefined)?.error
  throw new Refused(response.status, typeof said === 'string' ? said : `The sandbox answered ${response.status}.`)
}
