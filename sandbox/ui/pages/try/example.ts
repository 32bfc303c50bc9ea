import { vocabulary } from 'virtual:vocabulary'
import type { Field, Values } from './fields.ts'
import { newGroup } from './fields.ts'
import type { Namespace, User } from './people.ts'

/** What GitLab fills in before a form is shown: what it knows of the user. */
export const prefilled = (user: User): Values => ({
  first_name: user.first_name,
  last_name: user.last_name,
  company_name: user.company_name ?? '',
})

/** The document's example for what is still empty, and the user's first group. */
export function completed(fields: Field[], values: Values, namespaces: Namespace[]): Values {
  const group = namespaces.find(({ kind }) => kind === 'group')
  const { namespace_id: _, state, ...example } = vocabulary.example
  const usual = {
    ...(example as Values),
    namespace_id: group ? String(group.id) : newGroup,
    new_group_name: `${values.company_name || example.company_name} Trial`,
    trial_entity: 'company',
  }
  const asked = fields.map(({ name }) => [name, values[name] || usual[name] || ''] as const)
  const filled: Values = { ...values, ...Object.fromEntries(asked) }
  return { ...filled, state: filled.state || (filled.country === example.country ? (state ?? '') : '') }
}
