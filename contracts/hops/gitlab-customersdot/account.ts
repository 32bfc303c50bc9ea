import { configured } from '../../consumer/matchers.ts'
import type { Given } from '../../pact/pact.ts'

/** GitLab's account at CustomersDot, as it is in a development set-up. */
export const headers = {
  'X-Admin-Email': configured('admin_email', 'gl_com_api@gitlab.com'),
  'X-Admin-Token': configured('admin_token', 'customer_admin_token'),
}

export const mayUse: Given = { name: "GitLab's account may use the API" }

/** Jane has no account at CustomersDot yet. */
export const noCustomer: Given = { name: 'no customer account exists', params: { uid: 42, email: 'jane@example.com' } }

export const namespaceId = 7000

/** Jane's group on GitLab. */
export const group = (plan?: 'premium'): Given => {
  const place = { id: namespaceId, name: 'Initech', path: 'initech', owner_id: 42 }
  return plan
    ? { name: 'a namespace with a subscription exists', params: { ...place, plan_code: plan } }
    : { name: 'a namespace without a subscription exists', params: place }
}

export const noTrial: Given = { name: 'a namespace that has used no trial exists', params: { namespace_id: namespaceId } }

/** What Jane fills in. */
export const contact = {
  first_name: 'Jane',
  last_name: 'Doe',
  company_name: 'ACME',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
}
