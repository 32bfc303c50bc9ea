import { Ids } from '../../../mocks/core/system/ids.ts'
import type { Client } from '../client.ts'
import type { ContactOptions } from './form.ts'

/** Registers a user that nobody else is, with a group of their own; answers with the username. */
export async function register(client: Client, options: ContactOptions): Promise<string> {
  const { firstName = 'Ada', lastName = 'Lovelace', company = 'Analytical Engines' } = options
  const mark = new Ids().hex(4)
  const { username } = await client.ask('control.registerUser', {
    body: {
      username: `lead-${mark}`,
      email: `lead-${mark}@example.com`,
      first_name: firstName,
      last_name: lastName,
      company_name: company,
      setup_for_company: true,
      opt_in: true,
      group: { name: `Trial ${mark}`, path: `trial-${mark}` },
    },
  })
  return username
}
