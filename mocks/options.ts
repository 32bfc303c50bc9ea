import type { Bases } from './bases.ts'
import type { WorldOptions } from './core/options.ts'

/** How the mocked systems behave; every option may be left out. */
export interface MocksOptions extends Partial<Omit<WorldOptions, 'systems'>> {
  /** Base URLs to answer under in addition to the real hosts', e.g. `{ customersdot: 'http://localhost:5000' }`; one or several for each system. */
  bases?: Bases
  /** Origins whose pages may call the systems, as `serve --allow-origin` names them, e.g. `['http://localhost:5173']`: jsdom and happy-dom ask first, too. */
  allowOrigins?: string[]
}
