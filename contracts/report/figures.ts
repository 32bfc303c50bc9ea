import type { Schema } from '../openapi/types.ts'
import { standing } from './standing.ts'

/** A part of a whole, in pieces and in percent. */
export interface Share {
  part: number
  whole: number
  /** To one decimal, rounded down: what is not whole is never 100. Null when there is nothing to have a part of. */
  percent: number | null
}

/** The figures of some hops. A figure is undefined when no hop has the section that it is about. */
export interface Figures {
  /** Verified interactions that the provider kept. */
  kept?: Share
  /** Statuses that the client uses and an interaction has. Those declared not consumed do not count. */
  statuses?: Share
  /** Documented fields that an interaction compares. */
  fields?: Share
  /** Mutants that a contract noticed, of all. */
  killed?: Share
  /** The same, of those that the consumer was not declared not to rely on. */
  relied?: Share
}

type Hop = Schema<'ControlHop'>

/** The figures of hops taken together; of one with `figures([hop])`. */
export function figures(hops: Hop[]): Figures {
  const covered = hops.flatMap(({ coverage }) => coverage ?? [])
  const mutated = hops.flatMap(({ mutation }) => mutation ?? [])
  return {
    kept: sum(hops.flatMap(({ verification }) => (verification ? kept(verification) : []))),
    statuses: sum(covered.map(exercised)),
    fields: sum(covered.map(matched)),
    killed: sum(mutated.map(({ killed, total }) => share(killed, total))),
    relied: sum(mutated.map((mutation) => share(mutation.killed, mutation.total - declared(mutation)))),
  }
}

/** For each provider with a coverage: how many of its documented statuses are declared not consumed. */
export function leftOut(hops: Hop[]): { provider: string; share: Share }[] {
  const covered = hops.filter(({ coverage }) => coverage)
  const providers = [...new Set(covered.map(({ provider }) => provider))]
  return providers.map((provider) => {
    const own = covered.filter((hop) => hop.provider === provider).flatMap(({ coverage }) => statusesOf(coverage as Coverage))
    return { provider, share: share(own.filter((status) => standing(status) === 'left_out').length, own.length) }
  })
}

/** `98.4%`, or a dash when there is nothing to have a part of. */
export const percentText = ({ percent }: Share): string => (percent === null ? '–' : `${percent}%`)

type Coverage = Schema<'ControlCoverage'>

const share = (part: number, whole: number): Share => ({
  part,
  whole,
  percent: whole > 0 ? Math.floor((part * 1000) / whole) / 10 : null,
})

function sum(shares: Share[]): Share | undefined {
  const total = (key: 'part' | 'whole') => shares.reduce((sum, share) => sum + share[key], 0)
  return shares.length ? share(total('part'), total('whole')) : undefined
}

const kept = ({ results }: Schema<'ControlVerification'>): Share =>
  share(results.filter(({ outcome }) => outcome === 'passed').length, results.length)

const statusesOf = ({ operations }: Coverage) => operations.flatMap(({ statuses }) => statuses)

function exercised(coverage: Coverage): Share {
  const stand = statusesOf(coverage).map(standing)
  const done = stand.filter((it) => it === 'exercised').length
  return share(done, done + stand.filter((it) => it === 'missing').length)
}

function matched({ operations }: Coverage): Share {
  const fields = operations.flatMap(({ request, response }) => [...request, ...response])
  return share(fields.filter(({ matched }) => matched).length, fields.length)
}

const declared = ({ survivors }: Schema<'ControlMutation'>): number =>
  survivors.filter(({ not_relied_on }) => not_relied_on !== undefined).length
