import type { User } from '../tables.ts'

const person = (
  id: number,
  username: string,
  first_name: string,
  last_name: string,
  email: string,
  more: Partial<User> = {},
): Omit<User, 'created_at'> => ({
  ...{ id, username, name: `${first_name} ${last_name}`, first_name, last_name, email },
  company_name: null,
  setup_for_company: true,
  opt_in: true,
  role: 'software_developer',
  jtbd: 'move_repository',
  preferred_language: 'English',
  admin: false,
  ...more,
})

/** The users that a new world begins with: an admin, one in the EU, one without a company. */
export const people = [
  person(40, 'gitlab-admin', 'Ada', 'Administrator', 'admin@gitlab.example', {
    setup_for_company: null,
    opt_in: false,
    role: null,
    jtbd: null,
    admin: true,
  }),
  person(42, 'jane', 'Jane', 'Doe', 'jane@example.com', { company_name: 'ACME' }),
  person(43, 'james', 'James', 'Bond', 'james@universal-exports.example', {
    company_name: 'Universal Exports',
    role: 'security_analyst',
    jtbd: 'ci',
  }),
  person(44, 'sofia', 'Sofía', 'García Núñez', 'sofia@tejidos-garcia.example', {
    company_name: 'Tejidos García',
    opt_in: false,
    preferred_language: 'Spanish',
    jtbd: 'exploring',
  }),
  person(45, 'sam', 'Sam', 'Lee', 'sam@mailbox.example', { setup_for_company: false, opt_in: null, role: 'other', jtbd: 'basics' }),
  person(46, 'priya', 'Priya', 'Raman', 'priya@globex.example', { company_name: 'Globex', role: 'devops_engineer', jtbd: 'ci' }),
]
