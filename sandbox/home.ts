import { document } from '../contracts/spec.ts'
import type { SystemName } from '../contracts/types.ts'
import type { World } from '../mocks/world.ts'

/** The page at `/`: what runs here and where to go on. */
export function home(world: World): string {
  const rows = document.tags
    .filter(({ name }) => name !== 'control')
    .map(
      ({ name, description }) =>
        `<tr><th>${name}</th><td><code>/${name}</code></td><td><code>${world.baseOf(name as SystemName)}</code></td><td>${description}</td></tr>`,
    )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>pql-sandbox</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 60rem; margin: 3rem auto; padding: 0 1rem }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top }
  @media (max-width: 40rem) { thead { display: none } td, th { display: block; border: 0; padding: 0 } td:last-child { border-bottom: 1px solid #8884; padding-bottom: .6rem } }
</style>
<h1>pql-sandbox</h1>
<p>GitLab's lead pipeline, simulated: GitLab → CustomersDot → Workato → Marketo → Salesforce.</p>
<table><thead><tr><th>System</th><th>Here</th><th>On its own port</th><th>What it is</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<p>What happened: <a href="/_sandbox/traces">traces</a>, <a href="/_sandbox/tables">tables</a>, <a href="/_sandbox/jobs">jobs</a>,
<a href="/_sandbox/logs">logs</a>, <a href="/_sandbox/clock">clock</a>, <a href="/_sandbox/health">health</a>.</p>
</html>
`
}
