import express, { type Express } from 'express'
import type { World } from '../mocks/world.ts'
import { face } from './face.ts'
import { lastHandler } from './net.ts'
import { pages } from './pages.ts'
import { stream } from './stream.ts'

/** The main port: every system under its name, the sandbox's own interface under /_sandbox, and the pages when there is a folder of them. */
export function application(world: World, folder?: string): Express {
  const app = express().disable('x-powered-by')
  for (const { name } of world.systems) {
    if (name !== 'control') app.use(`/${name}`, face(world, name, `/${name}`))
  }
  app.get('/_sandbox/events', stream(world))
  const interior = face(world, 'control')
  app.use((request, response, next) => (request.path.startsWith('/_sandbox') ? interior(request, response) : next()))
  if (folder) app.use(...pages(folder))
  app.use((request, response) => {
    const names = world.systems.map(({ name }) => (name === 'control' ? '/_sandbox' : `/${name}`))
    response.status(404).json({ error: `There is nothing at ${request.path}. The systems are under ${names.join(', ')}.` })
  })
  return app.use(lastHandler(world))
}
