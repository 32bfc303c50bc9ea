import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Hop } from '../../contracts/consumer/interaction.ts'
import { cover } from '../../contracts/coverage/cover.ts'
import { shortfalls } from '../../contracts/coverage/shortfalls.ts'
import { hops } from '../../contracts/hops/index.ts'
import { nameOf } from '../../contracts/hops/pipeline.ts'
import { violations } from '../../contracts/openapi/dialect.ts'
import type { Document } from '../../contracts/openapi/document.ts'
import { readOperations } from '../../contracts/openapi/operation.ts'
import { operations, validator } from '../../contracts/openapi/spec.ts'
import type { OperationId, Schema } from '../../contracts/openapi/types.ts'
import { ownFolder, type PactFile, pactsIn } from '../../contracts/pact/folder.ts'

type Report = Schema<'ControlContracts'>

const at = '2026-03-02T09:00:00.000Z'
const files = await pactsIn(ownFolder)
const hopNamed = (name: string) => hops.find((hop) => nameOf(hop) === name) as Hop

describe('our own contracts', () => {
  let report: Report
  beforeAll(async () => {
    report = await cover({ hops, files, at })
  }, 120_000)

  test('speak of every status that a client branches on', () => {
    expect(shortfalls(report, 100)).toEqual([])
    expect(report.hops.map(nameOf)).toEqual(hops.map(nameOf))
    for (const { coverage } of report.hops)
      expect(coverage?.operations.flatMap(({ statuses }) => statuses.filter(({ used }) => used)).length).toBeGreaterThan(1)
  })

  test('have a report as the document describes it', () => {
    expect(validator('ControlContracts').safeParse(report).error).toBeUndefined()
  })

  test('have an act for every operation that the source of the consumer names', async () => {
    for (const { consumer, provider, coverage } of report.hops) {
      const asked = coverage?.operations.filter(({ asked }) => asked).map(({ operation }) => operation) ?? []
      const named = await operationsNamed(consumer, provider)
      expect(named.length, consumer).toBeGreaterThan(0)
      expect(asked.toSorted(), consumer).toEqual(named)
    }
  })
})

/** The operations of a provider that stand in a consumer's source as values: types ask nobody. */
async function operationsNamed(consumer: string, provider: string): Promise<string[]> {
  const folder = join(import.meta.dirname, '..', '..', 'mocks', consumer)
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'))
  const found = new Set<string>()
  const visit = (node: ts.Node) => {
    if (ts.isTypeNode(node)) return
    if (ts.isStringLiteralLike(node) && node.text.startsWith(`${provider}.`) && operations.has(node.text as OperationId))
      found.add(node.text)
    ts.forEachChild(node, visit)
  }
  for (const name of names) visit(ts.createSourceFile(name, await readFile(join(folder, name), 'utf8'), ts.ScriptTarget.Latest))
  return [...found].sort()
}

describe('a contract that falls short', () => {
  const workato = hopNamed('customersdot-workato')
  const file = files.find(({ pact }) => nameOf(pact) === nameOf(workato)) as PactFile
  const keeping = (keep: (interaction: PactFile['pact']['interactions'][number]) => boolean): PactFile => ({
    ...file,
    pact: { ...file.pact, interactions: file.pact.interactions.filter(keep) },
  })
  const measured = (...files: PactFile[]) => cover({ hops: [workato], files, at })

  test('is told which status it lacks, unless the threshold allows that', async () => {
    const report = await measured(keeping(({ response }) => response.status !== 401))
    expect(shortfalls(report, 100)).toEqual([
      'customersdot-workato: 2 of 3 used statuses are exercised (66.6% of 100%); missing: workato.createLead 401.',
    ])
    expect(shortfalls(report, 66)).toEqual([])
  })

  test('is told which operation the client asks and it does not speak of', async () => {
    const report = await measured(keeping(({ request }) => request.path !== '/oauth2/token'))
    expect(shortfalls(report, 0)).toEqual(['customersdot-workato: customersdot asks workato.createToken, and no interaction is about it.'])
  })

  test.each([
    ['no pact', []],
    ['a pact without an interaction', [keeping(() => false)]],
  ])('is told so when there is %s', async (_, files) => {
    const report = await measured(...files)
    expect(shortfalls(report, 0)).toEqual([
      'customersdot-workato: no pact has an interaction of this hop. "npm run generate" writes our own.',
    ])
  })

  test('names what it has and the client does not ask', async () => {
    const report = await cover({ hops: [{ ...workato, interactions: [] }], files, at })
    expect(report.hops[0]?.coverage?.operations.map(({ asked }) => asked)).toEqual([false, false])
  })

  test('has the fields of a form', async () => {
    const { hops: covered } = await measured(file)
    const token = covered[0]?.coverage?.operations.find(({ operation }) => operation === 'workato.createToken')
    expect(token?.request).toContainEqual({ at: '/client_secret', matched: true })
    expect(token?.response).toContainEqual({ at: '200/access_token', matched: true })
  })

  test('of no hop cannot be measured', async () => {
    await expect(cover({ hops: [], files, at })).rejects.toThrow('No hop is left to measure.')
  })
})

describe('a status that is declared not consumed', () => {
  const status = (status: number, more: object = {}): Schema<'ControlCoveredStatus'> => ({ status, exercised: true, used: true, ...more })
  const reportOf = (...statuses: Schema<'ControlCoveredStatus'>[]): Report => ({
    hops: [
      {
        consumer: 'customersdot',
        provider: 'workato',
        interactions: [{ description: '', states: [], operation: 'workato.createLead', method: 'POST', path: '/', status: 200 }],
        coverage: { at, operations: [{ operation: 'workato.createLead', asked: true, statuses, request: [], response: [] }] },
      },
    ],
  })
  const nine = Array.from({ length: 9 }, (_, index) => status(200 + index))
  const left = status(413, { exercised: false, not_consumed: 'No body is that large.' })

  test('may be lacking', () => {
    expect(shortfalls(reportOf(...nine, left), 100)).toEqual([])
    expect(shortfalls(reportOf(...nine, { ...left, not_consumed: undefined }), 100)).toHaveLength(1)
  })

  test('is one of ten that a client branches on, at most', () => {
    expect(shortfalls(reportOf(...nine.slice(1), left), 100)).toEqual([
      'workato: 1 of 9 used statuses are marked x-not-consumed; 10% may be.',
    ])
  })

  const documented = (responses: object) =>
    ({
      paths: { '/leads': { get: { operationId: 'workato.listLeads', responses } } },
      components: { schemas: {}, responses: { TooLarge: { description: 'Too large.' } } },
    }) as unknown as Document

  test('is read from the document', () => {
    const [operation] = readOperations(
      documented({ 413: { description: 'Too large.', 'x-not-consumed': 'No body is that large.' } }),
    ).values()
    expect(operation?.replies.get(413)?.notConsumed).toBe('No body is that large.')
  })

  test('is refused beside a reference, where it would be lost, and without a reason', () => {
    const $ref = '#/components/responses/TooLarge'
    expect(violations(documented({ 413: { $ref } }))).toEqual([])
    expect(violations(documented({ 413: { $ref, 'x-not-consumed': 'No body is that large.' } }))).toMatchObject([
      { message: '$ref stands alone: x-not-consumed beside it would be ignored.' },
    ])
    expect(violations(documented({ 413: { description: 'Too large.', 'x-not-consumed': '' } }))).toMatchObject([
      { message: 'x-not-consumed says why.' },
    ])
  })
})
