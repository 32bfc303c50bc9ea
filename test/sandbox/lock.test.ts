import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { WriteError } from '../../mocks/core/store/storage.ts'
import { lock } from '../../sandbox/disk/lock.ts'
import { temporaryFolder } from './folder.ts'

const script = fileURLToPath(new URL('contender.ts', import.meta.url))

/** Another process that competes for the folder, on the host or under a command such as `unshare`. */
async function contender(folder: string, ...under: string[]) {
  const [command, ...args] = [...under, process.execPath, script, folder]
  const child: ChildProcess = spawn(command as string, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const answer = async () => (await once(child, 'message'))[0] as string
  expect(await answer()).toBe('ready')
  const order = (word: 'lock' | 'unlock') => {
    const answered = answer()
    child.send(word)
    return answered
  }
  return { child, lock: () => order('lock'), unlock: () => order('unlock') }
}

/** Whether this user may make namespaces of its own: root may, in most containers. */
const isolated = (() => {
  try {
    execFileSync('unshare', ['--pid', '--fork', '--mount', '--mount-proc', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
const namespace = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']

test('refuses a folder that another process holds, and names its id, host and start', async () => {
  const folder = temporaryFolder()
  const other = await contender(folder)
  expect(await other.lock()).toBe('locked')
  const holder = `process id ${other.child.pid} on host ${hostname()}, since 20`
  await expect(lock(folder, 20)).rejects.toThrow(`${folder} is in use by the pql-sandbox with ${holder}`)
  await other.unlock()
  ;(await lock(folder, 20)).release()
})

test('refuses a folder that the same process holds already', async () => {
  const folder = temporaryFolder()
  const held = await lock(folder, 20)
  await expect(lock(folder, 20)).rejects.toThrow(`process id ${process.pid}`)
  await expect(lock(folder, 20)).rejects.toThrow('is in use')
  expect(await (await contender(folder)).lock()).toContain('is in use')
  held.release()
  ;(await lock(folder, 20)).release()
})

test('waits for a folder that its holder releases in the meantime', async () => {
  const folder = temporaryFolder()
  const other = await contender(folder)
  await other.lock()
  const unlocked = other.unlock()
  ;(await lock(folder, 5000)).release()
  await unlocked
})

test('locks a folder immediately after its holder was killed', async () => {
  const folder = temporaryFolder()
  const other = await contender(folder)
  await other.lock()
  other.child.kill('SIGKILL')
  await once(other.child, 'exit')
  expect(readdirSync(folder).sort()).toEqual(['lock', 'lock.db'])
  const held = await lock(folder, 0)
  expect(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
  held.release()
  expect(readdirSync(folder)).toEqual(['lock.db'])
})

test('gives the folder to exactly one of two processes that ask at the same instant, in each of 100 rounds', async () => {
  const folder = temporaryFolder()
  const both = await Promise.all([contender(folder), contender(folder)])
  for (let round = 0; round < 100; round++) {
    const answers = await Promise.all(both.map((one) => one.lock()))
    expect(answers.toSorted()).toEqual([expect.stringContaining('is in use by'), 'locked'].toSorted())
    await both[answers.indexOf('locked')]?.unlock()
  }
})

test.runIf(isolated)('refuses a folder that a process in another PID namespace holds, with the same process id', async () => {
  const folder = temporaryFolder()
  const [one, other] = [await contender(folder, ...namespace), await contender(folder, ...namespace)]
  expect(await one.lock()).toBe('locked')
  expect(await other.lock()).toContain('process id 1 on host')
  await expect(lock(folder, 20)).rejects.toThrow('process id 1 on host')
  one.child.kill('SIGKILL')
  await once(one.child, 'exit')
  await expect.poll(() => other.lock()).toBe('locked')
})

test.runIf(isolated)('refuses a folder that is held over a bind mount', async () => {
  const [folder, mounted] = [temporaryFolder(), temporaryFolder()]
  const held = await lock(folder)
  const mount = `mount --bind '${folder}' '${mounted}' && exec "$@"`
  const other = await contender(mounted, 'unshare', '--mount', 'sh', '-c', mount, 'sh')
  expect(await other.lock()).toContain(`${mounted} is in use by the pql-sandbox with process id ${process.pid}`)
  held.release()
  expect(await other.lock()).toBe('locked')
})

test('takes over the lock file of an earlier version', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lock'), `${process.ppid} 12345`)
  ;(await lock(folder)).release()
  expect(readdirSync(folder)).toEqual(['lock.db'])
})

test('refuses a folder in use without a name when nothing describes the holder', async () => {
  const folder = temporaryFolder()
  const held = await lock(folder)
  for (const content of ['', '123 456']) {
    writeFileSync(join(folder, 'lock'), content)
    await expect(lock(folder, 20)).rejects.toThrow(`${folder} is in use by another pql-sandbox. Stop it`)
  }
  rmSync(join(folder, 'lock'))
  await expect(lock(folder, 20)).rejects.toThrow('in use by another pql-sandbox')
  held.release()
})

test('locks a folder whose description cannot be written or removed', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'lock', 'inner'), { recursive: true })
  const held = await lock(folder)
  await expect(lock(folder, 20)).rejects.toThrow('in use by another pql-sandbox')
  held.release()
})

test('refuses a lock that is a folder or not a database, in one sentence', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'lock.db'))
  await expect(lock(folder)).rejects.toThrow(
    `${join(folder, 'lock.db')} cannot be locked: it is not a file. Name another folder with --data.`,
  )
  rmSync(join(folder, 'lock.db'), { recursive: true })
  writeFileSync(join(folder, 'lock.db'), 'no database at all'.repeat(100))
  await expect(lock(folder)).rejects.toThrow(`cannot be locked: file is not a database.`)
})

test('hides the warning that a runtime prints when it loads SQLite, and no other', async () => {
  const load = process.getBuiltinModule
  const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const loading = vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string) => {
    process.emitWarning('SQLite is an experimental feature')
    return load(name)
  })
  onTestFinished(() => void vi.restoreAllMocks())
  ;(await lock(temporaryFolder())).release()
  expect(loading).toHaveBeenCalledWith('node:sqlite')
  expect(emit).not.toHaveBeenCalled()
  process.emitWarning('another')
  expect(emit).toHaveBeenCalledOnce()
})

test('refuses to start without a lock on a runtime that has no SQLite', async () => {
  const folder = temporaryFolder()
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never)
  onTestFinished(() => void vi.restoreAllMocks())
  await expect(lock(folder)).rejects.toThrow('lock.db cannot be locked: this runtime has no node:sqlite.')
})

test('reports a lock that was removed or replaced, and stays released once it is', async () => {
  const folder = temporaryFolder()
  const held = await lock(folder)
  held.check()
  held.probe()
  rmSync(join(folder, 'lock.db'))
  const reason = `${join(folder, 'lock.db')} was removed or replaced while in use, and keeps no other process away.`
  expect(() => held.check()).toThrow(new WriteError(reason))
  const other = await lock(folder)
  expect(() => held.probe()).toThrow(reason)
  other.check()
  held.release()
  held.release()
  await expect(lock(folder, 20)).rejects.toThrow('is in use')
  other.release()
})
