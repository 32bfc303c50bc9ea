import type { IncomingMessage, ServerResponse } from 'node:http'

/** What `node:http` and Express call with each request. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void
