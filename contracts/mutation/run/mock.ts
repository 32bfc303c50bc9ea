import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Pact, PactInteraction } from '../../pact/pact.ts'
import { binary, environment } from '../../verification/command.ts'
import { type Request, send } from '../request.ts'

/** Pact's own mock servers, one an interaction, so that no request is taken for that of another. */
export interface Mocks {
  /** Which of some requests the interaction's mock server takes. */
  taken(pact: Pact, interaction: PactInteraction, requests: Request[]): Promise<boolean[]>
  close(): void
}

/** Starts the program that makes mock servers. */
export async function startMocks(): Promise<Mocks> {
  const master = spawn(binary(), ['mock', 'start', '--port', '0', '--no-file-log', '--no-term-log', '--loglevel', 'info'], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const url = `http://127.0.0.1:${await portOf(master)}`
  return {
    close: () => master.kill(),
    async taken(pact, interaction, requests) {
      const { id, port } = await create(url, { ...pact.raw, interactions: [alone(interaction)] })
      const answers: boolean[] = []
      for (const request of requests) answers.push(await isTaken(`http://127.0.0.1:${port}`, request))
      // The program may hang up instead of answering. Its servers end with it at the latest, so nothing depends on this.
      await fetch(`${url}/mockserver/${id}`, { method: 'DELETE', headers: { connection: 'close' } }).catch(() => undefined)
      return answers
    },
  }
}

/** It says which port it was given; what else it says nobody reads. */
async function portOf(master: ChildProcess): Promise<string> {
  const lines = master.stdout as NodeJS.ReadableStream
  for await (const line of createInterface({ input: lines })) {
    const port = line.match(/started on port (\d+)/)?.[1]
    if (!port) continue
    lines.resume()
    return port
  }
  throw new Error(`"pact mock" ended with ${master.exitCode} before it said its port.`)
}

async function create(url: string, pact: object): Promise<{ id: string; port: number }> {
  const headers = { 'content-type': 'application/json' }
  const response = await send(url, { method: 'POST', path: '/', query: {}, headers, body: pact })
  const text = await response.text()
  if (!response.ok) throw new Error(`pact mock made no server: it answered ${response.status}: ${text}`)
  return (JSON.parse(text) as { mockServer: { id: string; port: number } }).mockServer
}

/** Any reply will do: a request that does not match is answered with 500. */
const alone = ({ raw }: PactInteraction): object => ({ ...raw, response: { status: 200 } })

async function isTaken(base: string, request: Request): Promise<boolean> {
  const response = await send(base, request)
  const text = await response.text()
  if (response.status !== 200 && response.status !== 500)
    throw new Error(`Pact's mock server answered ${response.status} instead of 200 or 500: ${text}`)
  return response.ok
}
