import type { ServerResponse } from 'node:http'
import type { ErrorRequestHandler } from 'express'
import type { World } from '../../mocks/core/world.ts'
import type { Listener } from './listener.ts'

/** A listener that does not throw. */
export const caught =
  (world: World, listener: Listener): Listener =>
  (request, response) => {
    try {
      listener(request, response)
    } catch (error) {
      fail(world, response, error)
    }
  }

/** Where an error of a face ends: it is reported, and the caller gets a bare 500, or a closed connection when the reply has begun. */
export function fail(world: World, response: ServerResponse, error: unknown) {
  if (response.headersSent) response.destroy()
  else response.writeHead(500).end()
  world.report(error)
}

/** The last handler of an Express application. Express gives the caller's mistakes, such as a path that cannot be decoded, a 4xx status; the rest are bugs. */
export const lastHandler =
  (world: World): ErrorRequestHandler =>
  (error, _request, response, _next) => {
    const { status = 500, message } = error as { status?: number; message: string }
    if (status >= 400 && status < 500 && !response.headersSent) response.status(status).json({ error: message })
    else fail(world, response, error)
  }
