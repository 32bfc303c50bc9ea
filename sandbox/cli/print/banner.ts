import { styleText } from 'node:util'
import { environment } from '../../control/environment.ts'
import type { Sandbox } from '../../server/sandbox.ts'
import { version } from '../../server/version.ts'
import { exportLines, reals } from './shell.ts'
import { nameOf } from './words.ts'

/** What `serve` says once the sandbox answers. `data` is the folder of its data, undefined when it keeps none. */
export function banner(sandbox: Sandbox, data: string | undefined): string {
  const systems = Object.entries(sandbox.systems).map(([name, url]) => `  ${nameOf(name).padEnd(13)} ${url}`)
  return [
    `pql-sandbox ${version} at ${styleText('bold', sandbox.url)}`,
    ...systems,
    data === undefined ? 'Nothing is kept on disk.' : `Data is in ${data}.`,
    ...sandbox.damage.map((message) => styleText('yellow', message)),
    ...(sandbox.token ? secrets(sandbox, sandbox.token) : []),
  ].join('\n')
}

/** Told here and nowhere else: a sandbox that others reach makes them anew at each start. */
function secrets({ world, url }: Sandbox, token: string): string[] {
  const blocks = reals.flatMap((system) => ['', `# ${system}`, ...exportLines(environment(system, world))])
  return [
    '',
    '# Others can reach this sandbox; its clients need',
    ...exportLines({ PQL_SANDBOX_URL: url, PQL_SANDBOX_TOKEN: token }),
    ...blocks,
  ]
}
