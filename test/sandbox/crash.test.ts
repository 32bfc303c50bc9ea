import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from './folder.ts'
import { json } from './sandbox.ts'

interface Killed {
  url: string
  kill(): Promise<void>
}

async function start(data: string): Promise<Killed> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
  const child: ChildProcess = fork(fileURLToPath(new URL('child.ts', import.meta.url)), [data], { env })
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (ready: { url: string }) => resolve(ready.url))
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code} before it was ready.`)))
  })
  return {
    url,
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.kill('SIGKILL')
      }),
  }
}

/** Registers users one after the other, each with a group (seven rows in one change set), until the sandbox is gone. */
async function register(url: string, series: string, acknowledge: (username: string) => void) {
  for (let number = 0; ; number++) {
    const username = `${series}-${number}`
    const group = { name: username, path: `${username}-group` }
    const body = { username, email: `${username}@example.com`, first_name: 'Jane', last_name: series, group }
    const answer = await json(`${url}/_sandbox/users`, { body }).catch(() => undefined)
    if (!answer) return
    if (answer.status === 201) acknowledge(username)
  }
}

async function rows(url: string, table: string): Promise<Record<string, unknown>[]> {
  const found = []
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await json(`${url}/_sandbox/tables/gitlab/${table}?limit=500${after && `&after=${after}`}`)
    found.push(...body.rows)
    after = body.next
  }
  return found
}

test('nothing acknowledged is lost, and nothing is half there, however often the process is killed', async () => {
  const data = temporaryFolder()
  const acknowledged: string[] = []
  for (let round = 0; round < 8; round++) {
    const { url, kill } = await start(data)
    const enough = acknowledged.length + 40 + 7 * round
    const reached = Promise.withResolvers<void>()
    const acknowledge = (username: string) => void (acknowledged.push(username) >= enough && reached.resolve())
    const senders = Array.from({ length: 6 }, (_, series) => register(url, `r${round}s${series}`, acknowledge))
    await reached.promise
    await kill()
    await Promise.all(senders)
  }
  const { url } = await start(data)
  const [users, namespaces, members] = await Promise.all([rows(url, 'users'), rows(url, 'namespaces'), rows(url, 'members')])
  const usernames = new Set(users.map(({ username }) => username))
  expect(acknowledged.length).toBeGreaterThan(400)
  expect(acknowledged.filter((username) => !usernames.has(username))).toEqual([])
  const registered = users.filter(({ username }) => /^r\d+s\d+-/.test(String(username)))
  for (const { id, username } of registered) {
    const paths = namespaces.filter(({ path }) => path === username || path === `${username}-group`)
    expect(paths.map(({ kind }) => kind).sort()).toEqual(['group', 'user'])
    expect(members.filter(({ user_id }) => user_id === id)).toHaveLength(2)
  }
}, 60_000)
