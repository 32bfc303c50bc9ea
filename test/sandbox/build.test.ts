import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { replace } from '../../sandbox/server/build.ts'
import { temporaryFolder } from './folder.ts'

describe('A new build of the pages', () => {
  const making = (text: string) => (target: string) => writeFile(join(target, 'index.html'), text)

  test('takes the place of the one from other sources, of which nothing is left', async () => {
    const folder = join(temporaryFolder(), 'dist', 'ui')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'old.js'), 'old')
    await replace(folder, 'a', making('new'))
    expect((await readdir(folder)).sort()).toEqual(['index.html', 'sources.sha256'])
    expect(await readdir(join(folder, '..'))).toEqual(['ui'])
  })

  test('is whole when several are made at once, and stays when a later one is ready', async () => {
    const folder = join(temporaryFolder(), 'ui')
    const slow = Promise.withResolvers<void>()
    const late = replace(folder, 'a', async (target) => {
      await slow.promise
      await making('late')(target)
    })
    await Promise.all(Array.from({ length: 5 }, () => replace(folder, 'a', making('early'))))
    slow.resolve()
    await late
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('early')
    expect(await readdir(join(folder, '..'))).toEqual(['ui'])
  })

  test('that fails leaves the one before as it is', async () => {
    const folder = join(temporaryFolder(), 'ui')
    await replace(folder, 'a', making('whole'))
    const failing = replace(folder, 'b', async () => {
      throw new Error('out of order')
    })
    await expect(failing).rejects.toThrow('out of order')
    expect(await readFile(join(folder, 'index.html'), 'utf8')).toBe('whole')
    expect(await readdir(join(folder, '..'))).toEqual(['ui'])
  })
})
