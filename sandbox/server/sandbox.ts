import type { Server } from 'node:http'
import { isIPv4 } from 'node:net'
import { hopOf } from '../../contracts/pact/describe.ts'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import { createWorld } from '../../mocks/core/open.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import { freshCredentials } from '../../mocks/core/system/credentials.ts'
import { Ids } from '../../mocks/core/system/ids.ts'
import type { World } from '../../mocks/core/world.ts'
import { systems } from '../../mocks/systems.ts'
import { board } from '../board/board.ts'
import { control } from '../control/system.ts'
import { mainPort, systemPort } from './application.ts'
import { collectGarbage } from './garbage.ts'
import { originsOf } from './guard/origins.ts'
import { type Access, guarded, isTrusted } from './guard/security.ts'
import { listen, StartError } from './listen.ts'
import { caught } from './net.ts'
import { openStorage, type StorageOptions } from './storage.ts'
import { version } from './version.ts'

export { StartError }

/** How a sandbox is started. */
export interface SandboxOptions extends StorageOptions {
  /** Main port (default: 4000); the systems have the ports after it. 0 picks free ones. */
  port?: number
  /** Address to listen on (default: 127.0.0.1). Beyond loopback an access token and fresh credentials are made. */
  host?: string
  /** Further host names under which the sandbox may be addressed. */
  allowHosts?: string[]
  /** Origins whose pages may use the sandbox, such as `http://localhost:5173`, in addition to its own. */
  allowOrigins?: string[]
  /** Folder of the built pages, which are served at `/` (default: no pages). */
  pages?: string
  /** For the world, such as a clock; tests use it. */
  world?: Partial<WorldOptions>
}

/** A sandbox that runs. */
export interface Sandbox {
  world: World
  /** Base URL of the main port. */
  url: string
  /** Base URL of each system at the root of its own port. */
  systems: Record<string, string>
  /** Demanded by the sandbox's own interface when others than this machine reach it. */
  token: string | undefined
  /** What had to be dropped or repaired when the data was read. */
  damage: string[]
  close(): Promise<void>
}

/** Starts the sandbox; throws a sentence that says what to do when a port is busy or the data cannot be read. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 4000, host = '127.0.0.1' } = options
  const exposed = !isLoopback(host)
  const ids = new Ids()
  const access: Access = { ...originsOf(options), ...(exposed ? { token: ids.word(40) } : {}) }
  const storage = await openStorage(options)
  const addresses: Record<string, string> = {}
  const servers: Server[] = []
  try {
    const hops = (await pactsIn(ownFolder)).map(({ pact }) => hopOf(pact))
    const trusts = (authorization: string | undefined) => isTrusted(authorization, access)
    const interior = control({ world: () => world, version, systems: () => addresses, damage: storage.damage, hops, trusts })
    const credentials = exposed ? { credentials: freshCredentials(ids) } : {}
    const world: World = await createWorld({ systems: [...systems, interior], exposed, ...credentials, ...storage.world, ...options.world })
    if (access.token) world.redactor.learn([access.token])
    storage.opened(() => world.store.compact())
    if (world.traces.size > many) collectGarbage()
    const parts = { dashboard: board(world), folder: options.pages }
    const url = await listen(servers, caught(world, guarded(access, mainPort(world, parts))), { host, port, what: 'the sandbox' })
    for (const [index, { name }] of systems.entries()) {
      const own = { host, port: port === 0 ? 0 : port + index + 1, what: name }
      const base = await listen(servers, caught(world, guarded(access, systemPort(world, name, parts))), own)
      addresses[name] = base
      world.setBase(name, base)
    }
    world.runner.wake()
    return {
      world,
      url,
      systems: addresses,
      token: access.token,
      damage: storage.damage,
      close: () => close(servers, world, storage.close),
    }
  } catch (error) {
    for (const server of servers) server.close()
    await storage.close()
    throw error
  }
}

/** Traces whose reading leaves garbage worth a collection. */
const many = 1000

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))

async function close(servers: Server[], world: World, closeStorage: () => Promise<void>) {
  const closing = servers.map((server) => new Promise((resolve) => server.close(resolve)))
  for (const server of servers) server.closeAllConnections()
  await Promise.all(closing)
  await world.close()
  await closeStorage()
}
