import type { Body } from '../../../../contracts/openapi/types.ts'

/** The README's first lead: Jane, a seeded user, raises her hand for her group. */
const form: Body<'gitlab.createHandRaiseLead'> = {
  namespace_id: 1000,
  first_name: 'Jane',
  last_name: 'Doe',
  company_name: 'ACME',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
  comment: 'I want to talk to sales.',
  glm_content: 'group-billing',
  product_interaction: 'Hand Raise PQL',
}

/** A command for a POSIX shell that sends the first lead to the sandbox at `base`. */
export const firstLead = (base: string): string =>
  [
    `curl -i ${base}/gitlab/-/gitlab_subscriptions/hand_raise_leads`,
    `-H 'X-Sandbox-User: jane' -H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(form)}'`,
  ].join(' \\\n  ')
