import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server/sandbox.ts'

const launcher = fileURLToPath(new URL('../../sandbox/bin.js', import.meta.url))

/** A child has none of the variables that the command line reads, but those a test gives it. */
const bare = { PATH: process.env.PATH ?? '' }

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** A command line that runs. */
export interface Running {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves with what was printed so far, to either output, once it matches; rejects when the process ends before. */
  printed(pattern: RegExp): Promise<string>
}

/** What a command line runs in. */
export interface Surroundings {
  env?: Record<string, string>
  /** Flags of Node itself. */
  node?: string[]
}

/** Begins `pql-sandbox …`; it is stopped with the test at the latest. */
export function begin(args: string[], { env = {}, node = [] }: Surroundings = {}): Running {
  const child = spawn(process.execPath, [...node, launcher, ...args], { env: { ...bare, ...env } })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...said })))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const printed = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => pattern.test(said.out + said.err) && resolve(said.out + said.err)
      for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
      child.on('close', () => reject(new Error(`It ended without ${pattern}: ${said.out}${said.err}`)))
      look()
    })
  return { child, ended, printed }
}

/** Runs `pql-sandbox …` to its end. */
export const run = (args: string[], surroundings?: Surroundings): Promise<Ended> => begin(args, surroundings).ended

/** A sandbox of the test's own in this process, with nothing on disk, and a way to run a client of it. */
export async function open(options: SandboxOptions = {}): Promise<{ sandbox: Sandbox; client(...args: string[]): Promise<Ended> }> {
  const sandbox = await startSandbox({ port: 0, ...options })
  onTestFinished(() => sandbox.close())
  return { sandbox, client: (...args) => run(args, { env: { PQL_SANDBOX_URL: sandbox.url } }) }
}

/** A folder that is gone when the test is over. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'pql-sandbox-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
