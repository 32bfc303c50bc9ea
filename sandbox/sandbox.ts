import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ownFolder, pactsIn } from '../contracts/pact/folder.ts'
import { hopOf } from '../contracts/pact/hops.ts'
import { freshCredentials } from '../mocks/credentials.ts'
import { Ids } from '../mocks/ids.ts'
import { systems } from '../mocks/systems.ts'
import { createWorld, type World, type WorldOptions } from '../mocks/world.ts'
import { application } from './application.ts'
import { board } from './board/board.ts'
import { beside } from './board/path.ts'
import { control } from './control/system.ts'
import { face, type Listener } from './face.ts'
import { collectGarbage } from './garbage.ts'
import { caught } from './net.ts'
import { type Access, guarded } from './security.ts'
import { openStorage, type StorageOptions } from './storage.ts'
import { version } from './version.ts'

/** How a sandbox is started. */
export interface SandboxOptions extends StorageOptions {
  /** Main port, 4000 unless given; each system has one of the following. 0 picks free ones. */
  port?: number
  /** Address to listen on, 127.0.0.1 unless given. Beyond loopback an access token and fresh credentials are made. */
  host?: string
  /** Further host names under which the sandbox may be addressed. */
  allowHosts?: string[]
  /** Folder of the built pages, served at `/`; none are unless given. */
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
  const { port = 4000, host = '127.0.0.1', allowHosts = [] } = options
  const exposed = !isLoopback(host)
  const ids = new Ids()
  const access: Access = { allowHosts, ...(exposed ? { token: ids.word(40) } : {}) }
  const storage = await openStorage(options)
  const addresses: Record<string, string> = {}
  const servers: Server[] = []
  try {
    const hops = (await pactsIn(ownFolder)).map(({ pact }) => hopOf(pact))
    const interior = control({ world: () => world, version, systems: () => addresses, damage: storage.damage, hops, open: !exposed })
    const credentials = exposed ? { credentials: freshCredentials(ids) } : {}
    const world: World = await createWorld({ systems: [...systems, interior], exposed, ...credentials, ...storage.world, ...options.world })
    storage.whenFull(() => world.store.compact())
    if (world.traces.size > many) collectGarbage()
    const dashboard = board(world)
    const main = guarded(access, beside(dashboard, application(world, options.pages)))
    const url = await listen(servers, caught(world, main), { host, port, what: 'the sandbox' })
    for (const [index, { name }] of systems.entries()) {
      const own = { host, port: port === 0 ? 0 : port + index + 1, what: name }
      const listener = name === 'platypus' ? beside(dashboard, face(world, name)) : face(world, name)
      const base = await listen(servers, caught(world, guarded(access, listener)), own)
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

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.')

interface Place {
  host: string
  port: number
  what: string
}

function listen(servers: Server[], listener: Listener, { host, port, what }: Place): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explained(error as NodeJS.ErrnoException, { host, port, what })))
    server.listen(port, host, () => {
      const { port: own } = server.address() as AddressInfo
      resolve(`http://${reachable(host)}:${own}`)
    })
  })
}

/** A host as a URL names it; one that stands for every address is reached under this machine's own. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** A failure that whoever started the sandbox can mend. */
export class StartError extends Error {
  override name = 'StartError'
}

function explained(error: NodeJS.ErrnoException, { host, port, what }: Place): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port}, meant for ${what}, is in use. Stop what uses it, or start with --port 0 for free ports.`)
  if (error.code === 'EACCES') return new StartError(`Port ${port} may not be used by this user. Choose one above 1023 with --port.`)
  if (error.code === 'EADDRNOTAVAIL') return new StartError(`${host} is no address of this machine. Leave --host out, or name one that is.`)
  return error
}

async function close(servers: Server[], world: World, closeStorage: () => Promise<void>) {
  const closing = servers.map((server) => new Promise((resolve) => server.close(resolve)))
  for (const server of servers) server.closeAllConnections()
  await Promise.all(closing)
  await world.close()
  await closeStorage()
}
