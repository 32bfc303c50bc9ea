import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type PactFile, pactsIn } from '../../contracts/pact/folder.ts'

/** An interaction of the baker's contract with the mill, in which anything may be otherwise. */
export const flour = ({ response, ...changes }: { response?: object; [field: string]: unknown } = {}) => ({
  type: 'Synchronous/HTTP',
  description: 'a request for flour',
  request: { method: 'GET', path: '/flour' },
  response: {
    status: 200,
    headers: { 'X-Mill': ['old'] },
    body: { contentType: 'application/json', encoded: false, content: { kind: 'rye', sacks: [{ weight: 25 }] } },
    ...response,
  },
  ...changes,
})

/** What the mill answers when it keeps `flour`. */
export const kept = { headers: { 'x-mill': 'old' }, body: { kind: 'rye', sacks: [{ weight: 25 }] } }

/** A pact between two that are made up. */
export const pactOf = (interactions: object[], { consumer = 'baker', provider = 'mill' } = {}) => ({
  consumer: { name: consumer },
  provider: { name: provider },
  metadata: { pactSpecification: { version: '4.0' } },
  interactions,
})

/** A folder of pacts that is gone when the test is over. */
export async function folderOf(...pacts: (object | string)[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-made-up-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const texts = pacts.map((pact) => (typeof pact === 'string' ? pact : JSON.stringify(pact)))
  await Promise.all(texts.map((text, number) => writeFile(join(folder, `${number}.json`), text)))
  return folder
}

/** A pact of such interactions, in a file. */
export async function fileOf(...interactions: object[]): Promise<PactFile> {
  const [file] = await pactsIn(await folderOf(pactOf(interactions)))
  return file as PactFile
}
