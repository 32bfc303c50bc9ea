import type { Client } from '../client.ts'
import { Failure } from '../failure.ts'
import { json } from '../print/plain.ts'
import { traceText } from '../print/trace.ts'
import type { Submitted } from '../send/browser.ts'
import { look, lookWhenQuiet } from './quiet.ts'

/** How a submission is told of. */
export interface TellOptions {
  wait: boolean
  json?: boolean
}

/** Prints what a submission caused. */
export async function tell(client: Client, { traceId }: Submitted, options: TellOptions) {
  const told = await (options.wait ? lookWhenQuiet : look)(client, traceId)
  const { jobs, lineage, ...trace } = told
  console.log(options.json ? json(trace, 2) : traceText(told))
}

/** GitLab did not take the form. */
export const refused = ({ status, location, page }: Submitted): Failure =>
  new Failure(
    `GitLab did not take the form. It answered ${status}${location && ` and leads to ${location}`}${page && `: ${page.replace(`${status}: `, '')}`}`,
  )
