import type { Command } from 'commander'
import { Client, type Connection } from '../client.ts'
import { connected } from '../options/connection.ts'
import { refused, tell } from '../watch/tell.ts'
import { type Browser, type Submitted, signIn } from './browser.ts'
import { contact, type FormOptions, formed } from './form.ts'

interface Options extends FormOptions, Connection {
  user: string
  comment: string
  productInteraction: string
}

/** Adds `hand-raise` to `pql-sandbox send`. */
export function handRaise(send: Command) {
  connected(formed(send.command('hand-raise'), 'billing-group'))
    .description('ask to be contacted by sales')
    .option('--user <name>', 'GitLab user who does it', 'jane')
    .option('--comment <text>', 'message for the sales team', 'I want to talk to sales.')
    .option('--product-interaction <text>', 'what the user did; not in the form of 2022', 'Hand Raise PQL')
    .addHelpText('after', '\nExample:\n  $ pql-sandbox send hand-raise --generation 2023 --comment "Call me, please."')
    .action(run)
}

async function run(options: Options) {
  const client = new Client(options)
  const submitted = await submit(await signIn(client, options.user), options)
  await tell(client, submitted, options)
  if (submitted.status !== 200) throw refused(submitted)
}

async function submit(browser: Browser, options: Options): Promise<Submitted> {
  const { generation, companySize, comment, glmContent: glm_content, productInteraction: product_interaction } = options
  const namespace_id = options.namespace ?? browser.group()
  const current = { namespace_id, ...contact(options, await browser.person()), comment, glm_content }
  const older = { ...current, company_size: companySize }
  if (generation === '2022') return browser.submit('gitlab.createHandRaiseLead2022', { body: older })
  if (generation === '2023') return browser.submit('gitlab.createHandRaiseLead2023', { body: { ...older, product_interaction } })
  return browser.submit('gitlab.createHandRaiseLead', { body: { ...current, product_interaction } })
}
