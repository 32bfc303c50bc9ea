import type { Icon } from '../../parts/icons.ts'
import type { Tone } from './standing.ts'

/** What stands beside a colour, since not everybody sees it. */
export const signs: Record<Tone, Icon> = { good: 'status_success', warn: 'status_warning', bad: 'status_failed', plain: 'dash' }
