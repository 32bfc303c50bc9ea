import type { Environment } from '../core/system/access/env.ts'

/** GitLab's way to CustomersDot, for a GitLab Development Kit. */
export const env: Environment = { name: 'gdk', own: ({ clientOf }) => clientOf('customersdot') }
