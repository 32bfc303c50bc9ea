import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder with a file for each test file, of the refusals that were seen there, one a line. */
    refusals: string
  }
}

/** Gives all test files of a run one folder to write refusals to, and takes it away at the end. */
export default async function collect(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'pql-refusals-'))
  project.provide('refusals', folder)
  return () => rm(folder, { recursive: true, force: true })
}
