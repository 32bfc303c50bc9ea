import type { Schema } from '../../../../contracts/openapi/types.ts'

/** What is asked of somebody new. */
export interface Newcomer {
  first_name: string
  last_name: string
  username: string
  email: string
  company_name: string
  /** Name of the new group; empty for none. */
  group: string
}

/** Somebody whom nobody has registered yet: easily recognised in every system by `mark`. */
export const newcomer = (mark: string): Newcomer => ({
  first_name: 'Test',
  last_name: `Lead ${mark}`,
  username: `test-${mark}`,
  email: `test-${mark}@pql.example`,
  company_name: `Test Company ${mark}`,
  group: `Test Group ${mark}`,
})

/** A registration; the group's path is made from its name. */
export function registrationOf({ group, company_name, ...person }: Newcomer): Schema<'ControlRegistration'> {
  const path = group
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-|-$/g, '')
  return {
    ...person,
    ...(company_name ? { company_name, setup_for_company: true } : {}),
    ...(group.trim() ? { group: { name: group, path: path.length > 1 ? path : `group-${person.username}` } } : {}),
  }
}
