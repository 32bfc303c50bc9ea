import { operations } from '../../../contracts/openapi/spec.ts'

/** The API-only user that owns the custom service. */
export const apiUser = 'apis@gitlab.example'

/** Every permission that one of the operations needs, as openapi.yaml names them beside the security schemes. */
export const permissions: readonly string[] = [
  ...new Set(
    [...operations.values()].filter(({ system }) => system === 'marketo').flatMap(({ security }) => security.flatMap(Object.values).flat()),
  ),
]

/** Whether a role may do what needs a permission; who may write may read. Source: Adobe Marketo developer guide, custom-services. */
export const isPermitted = (role: readonly string[], needed: string): boolean =>
  role.includes(needed) || role.includes(needed.replace('Read-Only', 'Read-Write'))
