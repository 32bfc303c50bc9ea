import { describe, expect, it } from 'vitest'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import { startBroker } from '../contracts/broker.ts'
import { nowhere } from '../contracts/server.ts'
import { run } from './process.ts'

const secret = '5up3r-s3cr3t'
const env = { PACT_BROKER_USERNAME: 'jane', PACT_BROKER_PASSWORD: secret }
const version = ['--consumer-version', '1.2', '--branch', 'main', '--tag', 'dev', '--tag', 'rye']

describe('pql-sandbox publish', () => {
  it('publishes all our pacts under one version, and tells what the broker said', async () => {
    const broker = await startBroker()
    const { code, out, err } = await run(['publish', '--broker-url', broker.url, ...version], { env })
    const consumers = new Set((await pactsIn(ownFolder)).map(({ pact }) => pact.consumer))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const consumer of consumers) expect(out).toContain(`Pact of ${consumer} published.`)
    const sent = broker.received.filter(({ method }) => method === 'POST')
    expect(new Set(sent.map(({ json }) => json?.pacticipantName))).toEqual(consumers)
    for (const { json } of sent) expect(json).toMatchObject({ pacticipantVersionNumber: '1.2', branch: 'main', tags: ['dev', 'rye'] })
    expect(broker.received[0]?.headers.authorization).toBe(`Basic ${btoa(`jane:${secret}`)}`)
  })

  it('exits with 2 and one sentence without secrets when it cannot publish', async () => {
    const locked = await startBroker([], () => ({ status: 401 }))
    const cases: [args: string[], sentence: RegExp][] = [
      [['--broker-url', locked.url, ...version], /^The broker at .+ answered 401: it does not take the credentials .+\n$/],
      [['--broker-url', nowhere, ...version], /^No broker answers at http:\/\/127\.0\.0\.1:9: .+\n$/],
      [
        ['--broker-url', `https://jane:${secret}@broker.example`, ...version],
        /^An address must not have a user name or a password in it\.\n$/,
      ],
      [['--broker-url', nowhere], /--consumer-version/],
    ]
    const ended = await Promise.all(cases.map(([args]) => run(['publish', ...args], { env })))
    for (const [index, [args, sentence]] of cases.entries()) {
      expect(ended[index], args.join(' ')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(sentence) })
      expect(ended[index]?.err).not.toContain(secret)
    }
  })
})
