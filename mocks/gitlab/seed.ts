import { access } from './namespaces.ts'
import type { Namespace, Subscription, User } from './tables.ts'

const day = 86_400_000

/** Everybody's first namespaces: some people, their companies and the plans these have. */
export function seed(now: string): Record<string, object[]> {
  const created_at = before(now, 400)
  return {
    users: people.map((person) => ({ ...person, created_at })),
    namespaces: [...people.map(personal), ...groups].map((namespace) => ({ ...withoutLimits, ...namespace, created_at })),
    members: members().map((member, index) => ({ id: index + 1, ...member, created_at })),
    subscriptions: subscriptions(now),
    features: [
      { name: 'new_hand_raise_lead_endpoint', enabled: true },
      { name: 'new_trial_lead_endpoint', enabled: true },
    ],
  }
}

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

const people = [
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

type Place = Pick<Namespace, 'id' | 'name' | 'path' | 'kind' | 'full_path' | 'parent_id'>

const personal = ({ id, name, username }: (typeof people)[number]): Place => ({
  id: 900 + id,
  name,
  path: username,
  kind: 'user',
  full_path: username,
  parent_id: null,
})

const group = (id: number, name: string, path: string, parent?: Place): Place => ({
  ...{ id, name, path, kind: 'group' as const },
  full_path: parent ? `${parent.full_path}/${path}` : path,
  parent_id: parent?.id ?? null,
})

const acme = group(1000, 'ACME', 'acme')
const groups = [
  acme,
  // Jane's second free group, so that a trial has to ask her for which.
  group(1001, 'ACME Labs', 'acme-labs'),
  group(1002, 'Platform', 'platform', acme),
  group(1003, 'Universal Exports', 'universal-exports'),
  group(1004, 'Tejidos García', 'tejidos-garcia'),
  group(1005, 'Side Project', 'side-project'),
  group(1006, 'Globex', 'globex'),
]

const withoutLimits = {
  shared_runners_minutes_limit: null,
  extra_shared_runners_minutes_limit: null,
  additional_purchased_storage_size: 0,
  additional_purchased_storage_ends_on: null,
}

const members = () => [
  ...people.map(({ id }) => place(id, 900 + id, access.owner)),
  ...[place(42, 1000, access.owner), place(42, 1001, access.owner), place(46, 1000, access.developer), place(46, 1002, access.developer)],
  ...[place(43, 1003, access.owner), place(44, 1004, access.owner), place(43, 1004, access.guest)],
  ...[place(45, 1005, access.owner), place(46, 1006, access.owner)],
]

const place = (user_id: number, namespace_id: number, access_level: number) => ({ user_id, namespace_id, access_level })

/** Premium and Ultimate for a year from 100 days ago, a trial for 30 days from 10 days ago. */
function subscriptions(now: string): Subscription[] {
  const year = {
    start_date: date(before(now, 100)),
    end_date: date(before(now, -265)),
    created_at: before(now, 100),
    updated_at: before(now, 100),
  }
  const month = {
    start_date: date(before(now, 10)),
    end_date: date(before(now, -20)),
    created_at: before(now, 10),
    updated_at: before(now, 10),
  }
  const paid = { auto_renew: true, trial: false, trial_starts_on: null, trial_ends_on: null, trial_extension_type: null }
  const trial = {
    auto_renew: null,
    trial: true,
    trial_starts_on: month.start_date,
    trial_ends_on: month.end_date,
    trial_extension_type: null,
  }
  return [
    { id: 1, namespace_id: 1003, plan_code: 'premium', seats: 25, max_seats_used: 1, ...year, ...paid },
    { id: 2, namespace_id: 1004, plan_code: 'ultimate_trial', seats: 100, max_seats_used: 0, ...month, ...trial },
    { id: 3, namespace_id: 1006, plan_code: 'ultimate', seats: 50, max_seats_used: 1, ...year, ...paid },
  ]
}

const before = (now: string, days: number): string => new Date(Date.parse(now) - days * day).toISOString()
const date = (stamp: string): string => stamp.slice(0, 10)
