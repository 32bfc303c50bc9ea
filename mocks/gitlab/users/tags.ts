import type { Params } from '../mapping.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'

interface Known {
  kind: 'hand_raise' | 'trial' | 'addon_trial'
  user: User
  form: Params
  namespace?: Namespace | undefined
}

/** Says whose request this is when no form was sent. */
export const tagUser = (context: GitlabContext, { email, name }: User, namespace: Namespace) =>
  context.tag({ email, name, namespace_id: namespace.id })

/** Says whose lead this is: the name and company of the form, else those that GitLab knows of the user. */
export function tagLead(context: GitlabContext, { kind, user, form, namespace }: Known) {
  const name = [form.first_name, form.last_name].filter(Boolean).join(' ') || user.name
  const company = form.company_name || user.company_name
  context.tag({
    kind,
    email: user.email,
    name,
    ...(company ? { company: String(company) } : {}),
    ...(namespace ? { namespace_id: namespace.id } : {}),
  })
}
