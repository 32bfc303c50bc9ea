import { createBullBoard } from '@bull-board/api'
import express, { type Express } from 'express'
import type { World } from '../../mocks/core/world.ts'
import { lastHandler } from '../server/net.ts'
import { TableAdapter } from './adapter.ts'
import { completedJobs } from './completed.ts'
import { joined } from './entry.ts'
import { openJobs } from './open.ts'
import { OwnPage } from './page.ts'
import { path } from './path.ts'
import { recipeJobs } from './recipes.ts'

/**
 * The queues of a world on Platypus' dashboard, bull-board, under its own path. The form of the guide's link shows that the dashboard is
 * bull-board.
 */
export function board(world: World): Express {
  const page = new OwnPage(world.report)
  page.setBasePath(path)
  const uiConfig = { boardTitle: 'Platypus', hideDocsLink: true, hideRedisDetails: true, showWorkers: false, sortQueues: false }
  createBullBoard({ queues: queuesOf(world), serverAdapter: page, options: { uiConfig } })
  const nothing = express.Router().use((_request, response) => void response.status(404).json({ message: 'Not Found' }))
  return express().disable('x-powered-by').use(path, page.getRouter().disable('x-powered-by'), nothing).use(lastHandler(world))
}

const queuesOf = (world: World): TableAdapter[] => [
  new TableAdapter(world, joined([openJobs(world, 'platypus'), completedJobs(world)]), {
    name: 'new-lead-queue',
    displayName: 'Platypus: new-lead-queue',
    description: 'Leads on their way from CustomersDot to Workato.',
  }),
  new TableAdapter(world, openJobs(world, 'customersdot'), {
    name: 'customersdot',
    displayName: 'CustomersDot: Sidekiq',
    description: 'Jobs that succeed are removed; jobs in the dead set have failed.',
  }),
  new TableAdapter(world, recipeJobs(world), {
    name: 'workato',
    displayName: 'Workato: recipe jobs',
    description: 'A failed job is repeated as another job; CustomersDot never learns how that one ends.',
  }),
]
