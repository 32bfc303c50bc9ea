import type { Express } from 'express'
import type { Listener } from '../face.ts'

/** Where Platypus has its dashboard. Source: GitLab PQL development guide (2022), the link to the queue. */
export const path = '/admin/queues'

/** Whether a URL is the dashboard's. */
export const isOn = (url: string): boolean => url === path || url.startsWith(`${path}/`) || url.startsWith(`${path}?`)

/** A listener that leaves the dashboard's paths to the dashboard. */
export const beside =
  (dashboard: Express, listener: Listener): Listener =>
  (request, response) =>
    isOn(request.url ?? '') ? dashboard(request, response) : listener(request, response)
