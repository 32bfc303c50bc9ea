import { access } from './namespaces/namespaces.ts'
import type { Namespace, Subscription } from './tables.ts'
import { people } from './users/people.ts'

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
      { name: 'track_cart_abandonment', enabled: true },
    ],
  }
}

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
  const year = term(now, 100, 365)
  const month = term(now, 10, 30)
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

const term = (now: string, ago: number, days: number) => ({
  start_date: date(before(now, ago)),
  end_date: date(before(now, ago - days)),
  created_at: before(now, ago),
  updated_at: before(now, ago),
})

const before = (now: string, days: number): string => new Date(Date.parse(now) - days * day).toISOString()
const date = (stamp: string): string => stamp.slice(0, 10)
