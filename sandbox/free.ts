import type { Area } from './area.ts'

/**
 * Everything that a sandbox beyond loopback answers without its access token. Whatever is not listed wants the token, also a path that leads
 * nowhere.
 */
const free: Record<Area['part'], (method: string, path: string) => boolean> = {
  /** The systems have credentials of their own. */
  system: () => true,
  /** For the health check of a container. Without the token it says nothing of the data. */
  control: (method, path) => (method === 'GET' || method === 'HEAD') && path === '/_sandbox/health',
  /** Files of the build. They hold no data. */
  pages: () => true,
  queues: () => false,
  nowhere: () => false,
}

/** Whether a request for a part of the sandbox is answered without the access token. `path` is normalised. */
export const isFree = (part: Area['part'], method: string, path: string): boolean => free[part](method, path)
