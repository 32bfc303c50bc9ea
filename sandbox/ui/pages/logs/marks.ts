import type { Icon } from '../../parts/icons.ts'
import type { Line } from './lines.ts'

/** How severities are marked. */
export const marks: Record<Line['severity'], { sign: Icon; kind: 'plain' | 'info' | 'warn' | 'bad' }> = {
  DEBUG: { sign: 'bug', kind: 'plain' },
  INFO: { sign: 'information-o', kind: 'info' },
  WARN: { sign: 'warning', kind: 'warn' },
  ERROR: { sign: 'error', kind: 'bad' },
  FATAL: { sign: 'error', kind: 'bad' },
}
