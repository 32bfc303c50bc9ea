import type { Schema } from '../../contracts/openapi/types.ts'

/** Rows of a world in which CustomersDot hands leads to Platypus, as in 2022. */
export const byPlatypus: Schema<'ControlSeed'> = { customersdot: { settings: [{ name: 'lead_route', value: 'platypus' }] } }

/** A hand raise as the button of 2022 sent it: with a company size, without a product interaction. */
export const handRaise2022 = {
  namespace_id: 1000,
  first_name: 'Jane',
  last_name: 'Doe',
  company_name: 'ACME',
  company_size: '1-99',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
  comment: 'I want to talk to sales.',
  glm_content: 'group-billing',
}

/** Where it sent it. Source: GitLab PQL development guide (2022). */
export const path2022 = '/-/trials/create_hand_raise_lead'

/** Where the form of 2023 goes, which knows the same fields. Source: GitLab PQL development guide (2023). */
export const path2023 = '/-/subscriptions/hand_raise_leads'
