import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppViewRoute, ControllerHandlerReturnType } from '@bull-board/api/dist/types.js'
import { ExpressAdapter } from '@bull-board/express'

/** Nothing but this origin. bull-board sets styles on elements and keeps its settings as JSON within the page. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** bull-board under Express, with a page of our own: theirs, without the link to a font on a foreign host. */
export class OwnPage extends ExpressAdapter {
  #page = ''
  readonly #report: (error: unknown) => void

  /** `report` is called with bugs: errors that bull-board answers with a 5xx status. */
  constructor(report: (error: unknown) => void) {
    super()
    this.#report = report
  }

  override setErrorHandler(handler: (error: Error) => ControllerHandlerReturnType): this {
    return super.setErrorHandler((error) => {
      const reply = handler(error)
      if ((reply.status ?? 500) >= 500) this.#report(error)
      return reply
    })
  }

  override setViewsPath(folder: string): this {
    this.#page = readFileSync(join(folder, 'index.ejs'), 'utf8').replace(/<link[^>]*href="https?:[^>]*>/g, '')
    return this
  }

  override setEntryRoute({ route, handler }: AppViewRoute): this {
    this.app.get(route, (_request, response) => {
      const { params } = handler({ basePath: this.basePath, uiConfig: this.uiConfig })
      const filled = this.#page.replace(/<%[=-] (\w+) %>/g, (_, name) => params[name] ?? '')
      response.set({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
      response.type('html').send(filled)
    })
    return this
  }
}
