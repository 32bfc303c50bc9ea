import type { Area } from './area.ts'

/**
 * The parts of a sandbox beyond loopback that need no access token. Everything else requires the token, including paths that do not exist.
 */
const free: Partial<Record<Area['part'], (method: string, path: string) => boolean>> = {
  /** The systems have credentials of their own. */
  system: () => true,
  /** For the health check of a container. Without the token, health says nothing about the data. */
  control: (method, path) => (method === 'GET' || method === 'HEAD') && path === '/_sandbox/health',
  /** Files of the build, without data. */
  pages: () => true,
}

/** Whether a request for a part of the sandbox needs no access token. `path` is normalised. */
export const isFree = (part: Area['part'], method: string, path: string): boolean => free[part]?.(method, path) ?? false
