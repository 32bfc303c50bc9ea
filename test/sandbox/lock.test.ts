import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lock } from '../../sandbox/disk/lock.ts'
import { temporaryFolder } from './folder.ts'

/** Another process that lives as long as the test. */
function neighbour(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  return child.pid as number
}

test('a folder that a living process holds is refused, and says by which', async () => {
  const folder = temporaryFolder()
  const pid = neighbour()
  writeFileSync(join(folder, 'lock'), `${pid} `)
  await expect(lock(folder)).rejects.toThrow(`in use by the pql-sandbox with process id ${pid}`)
})

test('a lock is taken over when its process is gone', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lock'), `${2 ** 22 - 3} 12345`)
  const release = await lock(folder)
  release()
})

test('a lock is taken over when its number was given to another process, where the system tells when that began', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'lock'), `${neighbour()} 1`)
  const taken = lock(folder).then(
    (release) => release() ?? 'taken over',
    () => 'refused',
  )
  expect(await taken).toBe(existsSync('/proc/self/stat') ? 'taken over' : 'refused')
})
