import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { temporaryFolder } from './folder.ts'

/** What the files of `site` say. */
export const shell = '<!doctype html><title>pages</title>'
export const script = 'export default 1'
export const icon = '<svg xmlns="http://www.w3.org/2000/svg"/>'

/** A folder with pages as a build leaves them, gone when the test is. `below` names folders on the way to it. */
export function site(...below: string[]): string {
  const folder = join(temporaryFolder(), ...below)
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), shell)
  writeFileSync(join(folder, 'icon.svg'), icon)
  writeFileSync(join(folder, 'assets', 'index-1a2b.js'), script)
  return folder
}
