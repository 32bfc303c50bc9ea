import type { Params } from '../mapping.ts'
import { createGroup } from '../namespaces/groups.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'
import type { Failed } from './trial.ts'

/** The group that a form asks for, committed at once: CustomersDot loads it while the trial is applied. */
export async function newGroup(context: GitlabContext, user: User, form: Params): Promise<Namespace | Failed> {
  const name = String(form.new_group_name ?? '').replace(/<[^<>]*>/g, '')
  const created = await context.step('Groups::CreateService', async () => {
    const group = await createGroup(context, user, { name })
    if ('invalid' in group) context.fail(group.invalid.join(', '))
    return group
  })
  if (!('group' in created)) return { reason: 'namespace_create_failed', message: 'invalid' in created ? created.invalid : [] }
  context.commit()
  context.tag({ namespace_id: created.group.id })
  return created.group
}
