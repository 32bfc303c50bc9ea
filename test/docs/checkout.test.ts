import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test('a checkout has LF at the end of its lines, also where git is set to write CRLF', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pql-checkout-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, '-c', 'core.autocrlf=true', ...args], { stdio: 'pipe' })
  const text = 'export const one = 1\nexport const two = 2\n'
  git('init')
  copyFileSync(new URL('../../.gitattributes', import.meta.url), join(folder, '.gitattributes'))
  writeFileSync(join(folder, 'numbers.ts'), text)
  git('add', '.')
  rmSync(join(folder, 'numbers.ts'))
  git('checkout-index', '--all', '--force')
  expect(readFileSync(join(folder, 'numbers.ts'), 'utf8')).toBe(text)
})
