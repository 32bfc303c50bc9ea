import type { ServerResponse } from 'node:http'

/** Why the door does not let a request in. */
export interface Refusal {
  status: number
  /** A sentence that says what to do. */
  error: string
  headers?: Record<string, string>
}

/** Answers with a refusal, as JSON. */
export function refuse(response: ServerResponse, { status, error, headers }: Refusal) {
  const body = JSON.stringify({ error })
  const length = Buffer.byteLength(body)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': length, ...headers })
  response.end(body)
}
