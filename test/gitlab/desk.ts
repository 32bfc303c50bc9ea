import { expect } from 'vitest'
import { Scope } from '../../mocks/core/engine/scope.ts'
import { attempt } from '../../mocks/core/engine/transaction.ts'
import { Unit } from '../../mocks/core/engine/unit.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import type { GitlabContext } from '../../mocks/gitlab/tables.ts'
import type { Open } from '../ways.ts'
import { standIn } from './portal.ts'

/** Acts as a user, by the sandbox's own header. */
export const as = (user: string) => ({ headers: { 'x-sandbox-user': user } })

/** A world of GitLab and the stand-in for CustomersDot. */
export async function openDesk(open: Open) {
  const portal = standIn()
  const way = await open({ systems: [gitlab, portal.system] })
  return { ...way, portal, asked: () => portal.received.map(({ operation }) => operation.replace('customersdot.', '')) }
}

/** The rows of one of GitLab's tables, oldest first. */
export const rows = (world: World, table: string): Row[] => [...world.store.relation(`gitlab.${table}`).rows.values()]

/** Does something with a context of GitLab's, as a handler would, and commits it. */
export async function within<Result>(world: World, work: (context: GitlabContext) => Promise<Result>): Promise<Result> {
  const span = { traceId: world.ids.trace(), spanId: world.ids.span() }
  const { result } = await attempt(world, new Unit(span, world.store), (unit) => work(new Scope(world, gitlab, unit)))
  return result
}

export const setFeature = (world: World, name: string, enabled: boolean) =>
  within(world, async ({ tables }) => {
    const row = await tables.features.get(name)
    if (row) await tables.features.update(row, { enabled })
  })

/** The newest trace: its summary, exchanges, and the names of all steps in order. */
export async function newestTrace(world: World) {
  const [summary] = world.traces.list({ limit: 1 }).rows
  const spans = (await world.traces.spans(summary?.id ?? '')) ?? []
  const exchanges = spans.filter((span): span is Exchange => span.type === 'exchange')
  return { summary, exchanges, steps: spans.flatMap((span) => span.steps), logs: spans.flatMap((span) => span.logs) }
}

/** Asserts that nothing strayed from the contract. */
export async function expectNoFindings(world: World) {
  const { exchanges } = await newestTrace(world)
  expect(exchanges.flatMap(({ findings }) => findings)).toEqual([])
}

/** Where a redirect leads, without the base that the caller used. */
export const locationOf = (response: Response): string =>
  (response.headers.get('location') ?? '').replace(/^https?:\/\/[^/]+(\/gitlab(?=\/))?/, '')

/** Everything that is stored in GitLab, to see that nothing changed. */
export const stored = (world: World) => Object.keys(gitlab.tables).map((table) => rows(world, table))
