import { parseArgs } from 'node:util'
import { getResponse } from 'msw'
import { CallRecorder } from './instrument.ts'

/**
 * Counts the function calls of one lead: James raises his hand for the first time, and the lead goes from GitLab's form to Salesforce, in one
 * process and fully simulated. Jane's leads before it fill the caches and get the tokens.
 *
 * A change of file is a call whose function is in another file than the function called before it: how often a reader who follows the calls
 * has to open another file. The counts are exact and depend neither on the machine nor on its load.
 */

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, top: { type: 'string', default: '15' } } })
const root = new URL('..', import.meta.url).href
const recorder = new CallRecorder((url) => url.startsWith(root) && !/\/(node_modules|bench)\//.test(url))
const { createMocks } = await import('../mocks/index.ts')

const form = {
  first_name: 'Jo',
  last_name: 'Doe',
  company_name: 'ACME',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
  comment: '',
  glm_content: 'group-billing',
  product_interaction: 'Hand Raise PQL',
}

const mocks = await createMocks({ automatic: false })
for (let count = 0; count < 3; count++) await raiseHand('jane', 1000)
recorder.start()
const trace = await raiseHand('james', 1003)
const calls = recorder.stop()
if (mocks.world.store.relation('salesforce.leads').rows.size !== 2) throw new Error('A lead did not reach Salesforce.')

const exchanges = ((await mocks.world.traces.spans(trace)) ?? []).filter(({ type }) => type === 'exchange').length
const files = filesOf(calls)
const result = {
  exchanges,
  calls: calls.length,
  changes: files.reduce((sum, { entries }) => sum + entries, 0),
  files,
}
if (values.json) console.log(JSON.stringify(result, null, 2))
else print()

/** Sends the form as a user and runs all jobs that follow from it. Returns the id of the trace. */
async function raiseHand(user: string, namespace_id: number): Promise<string> {
  const request = new Request('https://gitlab.com/-/gitlab_subscriptions/hand_raise_leads', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-user': user },
    body: JSON.stringify({ ...form, namespace_id }),
  })
  const response = await getResponse(mocks.handlers, request)
  if (response?.status !== 200) throw new Error(`The form was answered with ${response?.status}.`)
  await mocks.settle()
  return response.headers.get('x-sandbox-trace') ?? ''
}

/** The files with their calls and with the changes into each. Files with the most calls come first. */
function filesOf(calls: string[]) {
  const files = new Map<string, { file: string; calls: number; entries: number }>()
  let before = ''
  for (const url of calls) {
    const figures = files.get(url) ?? { file: url.slice(root.length), calls: 0, entries: 0 }
    files.set(url, figures)
    figures.calls++
    if (url !== before) figures.entries++
    before = url
  }
  return [...files.values()].sort((one, other) => other.calls - one.calls)
}

function print() {
  const top = Number(values.top)
  const number = (value: number) => value.toLocaleString('en')
  console.log(`One warm lead, ${exchanges} exchanges: ${number(result.calls)} calls, ${number(result.changes)} changes of file\n`)
  console.log(`Files with the most calls (of ${files.length})`)
  console.table(files.slice(0, top))
  console.log('Files entered most often')
  console.table(files.toSorted((one, other) => other.entries - one.entries).slice(0, top))
}
