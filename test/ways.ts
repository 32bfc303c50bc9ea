import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import type { SystemName } from '../contracts/openapi/types.ts'
import { createWorld } from '../mocks/core/open.ts'
import type { WorldOptions } from '../mocks/core/options.ts'
import type { World } from '../mocks/core/world.ts'
import { mswHandlers } from '../mocks/msw.ts'
import { systems } from '../mocks/systems.ts'
import { face } from '../sandbox/server/face.ts'

/** What a test sends: like `fetch`'s, with the body as JSON or as a form. */
export interface Sending {
  method?: string
  headers?: Record<string, string>
  json?: unknown
  form?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}

export interface Way {
  world: World
  /** Sends a request to a system by its own path; redirects are not followed. */
  send(system: SystemName, path: string, sending?: Sending): Promise<Response>
}

/** Makes a new world and reaches it. Its jobs run in `world.settle()` and when the clock is moved, and not by themselves. */
export type Open = (options?: Partial<WorldOptions>) => Promise<Way>

/** Runs a suite twice: over MSW under the real host names, and over Express. */
export function describeEachWay(title: string, suite: (open: Open) => void) {
  describe(`${title} (MSW)`, () => suite(overMsw()))
  describe(`${title} (Express)`, () => suite(overExpress()))
}

const newWorld = (options: Partial<WorldOptions> = {}) => createWorld({ systems, automatic: false, ...options })

function overMsw(): Open {
  const server = setupServer()
  beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())
  return async (options) => {
    const world = await newWorld(options)
    server.use(...mswHandlers(world))
    return { world, send: (system, path, sending) => send(world.baseOf(system) + path, sending) }
  }
}

function overExpress(): Open {
  const servers: Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })
  return async (options) => {
    const world = await newWorld(options)
    const app = express()
    for (const { name } of world.systems) app.use(`/${name}`, face(world, name, `/${name}`))
    const server = createServer(app).listen(0, '127.0.0.1')
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return { world, send: (system, path, sending) => send(`${base}/${system}${path}`, sending) }
  }
}

function send(url: string, { method = 'GET', headers = {}, json, form, body }: Sending = {}): Promise<Response> {
  const type = json !== undefined ? 'application/json' : form ? 'application/x-www-form-urlencoded' : undefined
  const content = json !== undefined ? JSON.stringify(json) : form ? new URLSearchParams(form).toString() : body
  return fetch(url, {
    method,
    headers: { ...(type ? { 'content-type': type } : {}), ...headers },
    body: content ?? null,
    redirect: 'manual',
  })
}
