import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operation } from '../../contracts/openapi/spec.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import { createWorld } from '../../mocks/core/open.ts'
import { systems } from '../../mocks/systems.ts'
import { signed } from './credentials.ts'
import { filled, knownTo } from './known.ts'
import { type Answer, answering, anyAnswer } from './reply.ts'
import { type Shot, shotOf } from './shot.ts'
import { alike } from './world.ts'

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))
const hour = 3_600_000

/** Calls that make a system ask others, in the handler or in a job. */
const asking = fc.oneof(
  ...(
    [
      ...['gitlab.createHandRaiseLead', 'gitlab.createTrial', 'gitlab.createDuoProTrial', 'gitlab.trackCartAbandonment'],
      ...['gitlab.createTrialLead2022', 'gitlab.applyTrial2022', 'gitlab.getInternalNamespace', 'customersdot.createHandRaiseLead'],
      ...['customersdot.createTrial', 'customersdot.createUltimateTrial', 'customersdot.applyAddonTrial', 'customersdot.createIterable'],
      ...['platypus.createLead', 'workato.createLead', 'workato.createPlatypusLead', 'marketo.syncLeads', 'marketo.pushLeads'],
    ] as Parameters<typeof operation>[0][]
  ).map((id) => shotOf(operation(id))),
)

/** Sends a call to its simulated system, in a world where all others are real, and lets jobs run for an hour; answers with the bugs. */
async function bugsOf(shot: Shot, answers: Answer[]): Promise<unknown[]> {
  const bugs: unknown[] = []
  const real = systems.map(({ name }) => name).filter((name) => name !== shot.system)
  const upstreams = Object.fromEntries(real.map((name) => [name, `https://${name}.real`]))
  const report = (error: unknown) => bugs.push(error)
  const world = await createWorld({ ...alike(), systems: [...systems], upstreams, fetch: answering(answers), report })
  const ids = knownTo(world, shot.system)
  const [path, query, body] = [shot.path, shot.query, shot.body].map((text) => filled(text, ids, shot.system)) as [string, string, string]
  await answer(world, { ...shot, path, query, body, headers: await signed(shot, world), base: world.baseOf(shot.system) })
  await world.runner.advance(hour)
  return bugs
}

test(`has no bug with any answer of a real system (FUZZ_SEED=${seed})`, { timeout: 60_000 }, async () => {
  const property = fc.asyncProperty(asking, fc.array(anyAnswer, { minLength: 1, maxLength: 8 }), async (shot, answers) => {
    expect(await bugsOf(shot, answers)).toEqual([])
  })
  await fc.assert(property, { seed, numRuns: 150 })
})
