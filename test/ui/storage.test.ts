import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { SmallDisk } from '../sandbox/disks.ts'
import { temporaryFolder } from '../sandbox/folder.ts'
import { using } from '../sandbox/raise.ts'
import { expectAccessible, looks, openUi } from './open.ts'

test('says on every page that changes cannot be saved and why, until they can, and then what is missing', async () => {
  const data = join(temporaryFolder(), 'data')
  const disk = new SmallDisk(data, 2 ** 30)
  const ui = await openUi({ data, fs: disk.fs, say() {}, world: { automatic: false } })
  onTestFinished(() => ui.close())
  const page = await ui.page('/tables')
  await page.getByText('Live').waitFor()
  expect(await page.getByText('Changes cannot be saved').count()).toBe(0)
  disk.size = disk.used
  await using(ui.sandbox).raise()
  await page
    .getByText(`Changes cannot be saved. ${join(data, 'journal.1.jsonl')} cannot be written: no space left on device (ENOSPC).`)
    .waitFor()
  await page.getByText(/Traces are incomplete: \d+ exchanges and runs could not be saved/).waitFor()
  for (const look of looks) {
    const narrow = await ui.page('/jobs', look)
    await narrow.getByRole('alert').getByText('Changes cannot be saved').waitFor()
    await expectAccessible(narrow)
    await narrow.context().close()
  }
  disk.size = 2 ** 30
  ui.sandbox.world.writes.look()
  await page.getByText('Changes cannot be saved').waitFor({ state: 'detached' })
  await page.getByText('Traces are incomplete').waitFor()
  expect(ui.complaints).toEqual([])
}, 60_000)

test('says on the page of a lead how much of its trace is damaged on disk', async () => {
  const data = join(temporaryFolder(), 'data')
  const first = await startSandbox({ port: 0, data, world: { automatic: false } })
  const id = await using(first).raise()
  await first.close()
  const file = join(data, 'traces', '00000001.jsonl')
  const content = readFileSync(file)
  content[content.indexOf('"url"') + 1] = 0
  writeFileSync(file, content)
  const ui = await openUi({ data, say() {}, world: { automatic: false } })
  onTestFinished(() => ui.close())
  const page = await ui.page(`/leads/${id}`)
  await page.getByText('1 exchange or run is left out, because the file on disk is damaged.').waitFor()
  await expectAccessible(page)
}, 60_000)
