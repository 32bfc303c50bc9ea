import type { World } from '../../mocks/core/world.ts'
import { isOn } from '../board/path.ts'
import { face } from './face.ts'
import type { Area, Areas } from './guard/area.ts'
import { refuse } from './guard/refusal.ts'
import { pathBelow } from './guard/target.ts'
import type { Listener } from './listener.ts'
import { pages } from './pages.ts'
import { stream } from './stream.ts'

/** Parts that answer on several ports, or not on every sandbox. */
export interface Parts {
  /** The dashboard of Platypus' queues. */
  dashboard: Listener
  /** Folder of the built pages. */
  folder?: string | undefined
}

/** The main port: every system under its name, the sandbox's own interface under /_sandbox, the queues, and the pages when there is a folder of them. */
export function mainPort(world: World, { dashboard, folder }: Parts): Areas {
  const names = world.systems.map(({ name }) => name).filter((name) => name !== 'control')
  const faces = new Map<string, Listener>(names.map((name) => [name, face(world, name, `/${name}`)]))
  const interior = interfaceOf(world)
  const nowhere = nothing(names)
  const site = folder === undefined ? undefined : pages(world, folder, nowhere)
  return (target, request): Area => {
    const { path, query } = target
    const [, name = ''] = path.split('/', 2)
    const system = faces.get(name)
    if (system) return { part: 'system', url: pathBelow(target, `/${name}`) + query, answer: system }
    const url = path + query
    if (name === '_sandbox') return { part: 'control', url, answer: interior(path, request.method) }
    if (isOn(path)) return { part: 'queues', url, answer: dashboard }
    return site?.own(path, request) ? { part: 'pages', url, answer: site.answer } : { part: 'nowhere', url, answer: nowhere }
  }
}

/** A system's own port: every path is the system's, but for the queues at Platypus. */
export function systemPort(world: World, name: World['systems'][number]['name'], { dashboard }: Parts): Areas {
  const system = face(world, name)
  return ({ path, raw, query }): Area =>
    name === 'platypus' && isOn(path)
      ? { part: 'queues', url: path + query, answer: dashboard }
      : { part: 'system', url: raw + query, answer: system }
}

/** The sandbox's own interface; its event stream stays open, so the face does not answer that. */
function interfaceOf(world: World): (path: string, method: string | undefined) => Listener {
  const control = face(world, 'control')
  const events = stream(world)
  return (path, method) => (path === '/_sandbox/events' && (method === 'GET' || method === 'HEAD') ? events : control)
}

const nothing =
  (names: string[]): Listener =>
  ({ url }, response) => {
    const roots = [...names, '_sandbox'].map((name) => `/${name}`).join(', ')
    refuse(response, { status: 404, error: `There is nothing at ${url?.split('?')[0]}. The systems are under ${roots}.` })
  }
