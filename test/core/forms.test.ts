import { expect, test } from 'vitest'
import { rackReading } from '../../mocks/core/http/body/reading.ts'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'
import { describeEachWay } from '../ways.ts'
import { exchanges } from './made-up.ts'

/** The form of a hand raise with so many parameters. */
const formOf = (parameters: number) => {
  const fields = Object.entries(handRaise).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return [...fields, ...Array(parameters - fields.length).fill('a=1')].join('&')
}

describeEachWay('a form for GitLab', (open) => {
  const post = async (form: string) => {
    const { send, world } = await open()
    const headers = { ...asJane, 'content-type': 'application/x-www-form-urlencoded' }
    const { status } = await send('gitlab', handRaisePath, { method: 'POST', headers, body: form })
    const [exchange] = (await exchanges(world)).filter(({ provider }) => provider === 'gitlab')
    return { status, findings: exchange?.findings.map(({ at, code, message }) => ({ at, code, message })) }
  }

  test('refuses a form with more parameters than Rack reads', async () => {
    expect(await post(formOf(4097))).toEqual({
      status: 400,
      findings: [{ at: '/body', code: 'malformed', message: 'total number of query parameters exceeds limit (4096)' }],
    })
  })

  test('takes a form with as many parameters as Rack reads', async () => {
    expect((await post(formOf(4096))).status).toBe(200)
  })
})

test('refuses a form with more bytes than Rack reads', () => {
  expect(rackReading.refuseForm?.('a'.repeat(4_194_305))).toBe('total query size (4194305) exceeds limit (4194304)')
  expect(rackReading.refuseForm?.('a'.repeat(4_194_304))).toBeUndefined()
})
