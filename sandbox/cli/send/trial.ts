import type { Command } from 'commander'
import { Client, type Connection } from '../client.ts'
import { connected } from '../options/connection.ts'
import { refused, tell } from '../watch/tell.ts'
import { type Browser, type Submitted, signIn } from './browser.ts'
import { contact, type FormOptions, formed } from './form.ts'
import { register } from './register.ts'

interface Options extends FormOptions, Connection {
  glmSource: string
}

/** Adds `trial` to `pql-sandbox send`. */
export function trial(send: Command) {
  connected(formed(send.command('trial'), 'free-billing'))
    .description('start a trial of GitLab Ultimate, by a user and a group that are made for it unless they are named')
    .option('--user <name>', 'GitLab user who does it (default: a new one; jane when a namespace is given)')
    .option('--glm-source <domain>', 'domain the user came from', 'about.gitlab.com')
    .addHelpText('after', '\nExample:\n  $ pql-sandbox send trial --first-name Grace --last-name Hopper --company Navy')
    .action(run)
}

async function run(options: Options) {
  const client = new Client(options)
  const isNew = options.user === undefined && options.namespace === undefined
  const username = isNew ? await register(client, options) : (options.user ?? 'jane')
  const submitted = await submit(await signIn(client, username), options)
  await tell(client, submitted, options)
  if (!wasStarted(submitted)) throw refused(submitted)
}

/** The form of one page today, of up to two pages in the years before. */
async function submit(browser: Browser, options: Options): Promise<Submitted> {
  const { generation, glmContent: glm_content, glmSource: glm_source } = options
  const glm = { glm_content, glm_source }
  const namespace = { namespace_id: options.namespace ?? browser.group() }
  const lead = { ...contact(options, await browser.person()), ...glm }
  if (generation === 'current') return browser.submit('gitlab.createTrial', { query: { step: 'full' }, body: { ...namespace, ...lead } })
  const older = { ...lead, company_size: options.companySize }
  const apply = { ...namespace, trial_entity: 'company' as const, ...glm }
  if (generation === '2023') {
    const first = await browser.submit('gitlab.createTrial', { query: { step: 'lead' }, body: older })
    return first.location.includes('step=trial') ? browser.submit('gitlab.createTrial', { query: { step: 'trial' }, body: apply }) : first
  }
  const first = await browser.submit('gitlab.createTrialLead2022', { body: older })
  return first.location.includes('/-/trials/select') ? browser.submit('gitlab.applyTrial2022', { body: apply }) : first
}

/** GitLab shows the form again when the trial failed, and redirects otherwise; to registration when it knows nobody. */
const wasStarted = ({ status, location }: Submitted): boolean => status === 302 && !/trial_registrations|sign_in/.test(location)
