import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../sandbox/folder.ts'
import { json } from '../sandbox/sandbox.ts'
import { fill } from './fill.ts'
import { flipOften, makeFolder, seeded } from './flips.ts'
import { killOften, startChild } from './kills.ts'

/** How much of each; less for a first look. */
const { KILLS = '200', FLIPS = '300', SEED = String(Date.now()) } = process.env

const root = process.getuid?.() === 0
const launcher = fileURLToPath(new URL('../../sandbox/bin.js', import.meta.url))

test(`loses, doubles and halves nothing in ${KILLS} kills under load`, async () => {
  const { users, leads, ...verdict } = await killOften(Number(KILLS), temporaryFolder())
  console.log(`${KILLS} kills: ${users} users and ${leads} leads acknowledged`, verdict)
  expect(verdict).toEqual({ lost: [], doubled: [], halves: [] })
  expect(Math.min(users, leads)).toBeGreaterThan(Number(KILLS) * 5)
})

test(`refuses or reports each of ${FLIPS} bits that are flipped anywhere in its files`, async () => {
  const folder = temporaryFolder()
  await makeFolder(join(folder, 'data'))
  const flips = await flipOften(Number(FLIPS), join(folder, 'data'), join(folder, 'scratch'), seeded(Number(SEED)))
  const kinds = Map.groupBy(flips, ({ file, outcome }) => `${file.replace(/\d+/, 'n')}: ${outcome}`)
  console.log(`${FLIPS} flips, seed ${SEED}:`, Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length])))
  expect(flips.filter(({ outcome }) => outcome !== 'refused' && outcome !== 'reported')).toEqual([])
})

test.runIf(root)('lives through a file system of 3 MB that is filled under load, and works again when it is larger', async () => {
  const folder = temporaryFolder()
  const data = join(folder, 'data')
  mkdirSync(data)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', data])
  onTestFinished(() => void execFileSync('umount', ['--lazy', data]))
  const widen = () => execFileSync('mount', ['-o', 'remount,size=256m', data])
  const sandbox = await startChild(data)
  const { users, leads, phases, reason, lostTraces, recoveredMs, ...verdict } = await fill(
    { url: sandbox.url, widen },
    { fullMs: 10_000, afterMs: 5000 },
  )
  console.log('3 MB tmpfs:', { phases, reason, lostTraces, recoveredMs, users, leads, ...verdict })
  expect(verdict).toEqual({ lost: [], doubled: [], halves: [] })
  expect(reason).toContain('ENOSPC')
  await sandbox.kill()
  const again = await startChild(data)
  expect((await json(`${again.url}/_sandbox/health`)).body).toMatchObject({ status: 'ok' })
  await again.kill()
})

test.skipIf(process.platform === 'win32')(
  'lives through a limit on the size of its files that is met under load, and works again when it is lifted',
  async () => {
    const data = temporaryFolder()
    const script = fileURLToPath(new URL('../sandbox/child.ts', import.meta.url))
    const child = spawn('sh', ['-c', 'ulimit -S -f 3000; exec "$@"', 'sh', process.execPath, script, data], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const [{ url }] = (await once(child, 'message')) as [{ url: string }]
    const widen = () => execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited'])
    const { users, leads, phases, reason, lostTraces, recoveredMs, ...verdict } = await fill(
      { url, widen },
      { fullMs: 5000, afterMs: 5000 },
    )
    console.log('Limited files:', { phases, reason, lostTraces, recoveredMs, users, leads, ...verdict })
    expect(verdict).toEqual({ lost: [], doubled: [], halves: [] })
    expect(reason).toContain('EFBIG')
  },
)

/** `pql-sandbox serve` in a PID namespace of its own, where it is process 1, as in a container. */
function contained(data: string) {
  const args = ['--pid', '--fork', '--mount-proc', '--kill-child', process.execPath, launcher, 'serve', '--port', '0', '--data', data]
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }))
  const ready = async () => {
    while (!/Data is in/.test(said)) await new Promise((resolve) => setTimeout(resolve, 20))
    return /at (?:\S*?)(http:\/\/[\w.:]+)/.exec(said)?.[1] as string
  }
  return { child, ended, ready }
}

test.runIf(root)(
  'refuses a second process in another PID namespace with the same process id, and starts it when the first is killed',
  async () => {
    const data = temporaryFolder()
    for (let round = 0; round < 5; round++) {
      const first = contained(data)
      const url = await first.ready()
      const second = await contained(data).ended
      expect(second).toEqual({ code: 1, said: expect.stringMatching(/is in use by the pql-sandbox with process id 1 on host /) })
      expect((await json(`${url}/_sandbox/health`)).status).toBe(200)
      first.child.kill('SIGKILL')
      await first.ended
    }
    const last = contained(data)
    await last.ready()
  },
)
