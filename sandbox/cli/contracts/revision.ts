import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Mistake } from '../../../contracts/openapi/mistake.ts'

const execute = promisify(execFile)

/** Where the document lies: openapi.yaml, and the files it refers to. */
const paths = ['openapi.yaml', 'contracts/openapi']

/**
 * Does work with the openapi.yaml that lay in a folder of a git repository at a revision; meanwhile it lies in a temporary
 * folder. Throws Mistake when git does not know the revision, and when there was none.
 */
export async function atRevision<Result>(revision: string, folder: string, work: (file: string) => Promise<Result>): Promise<Result> {
  const git: Git = async (...args) => (await execute('git', args, { cwd: folder, maxBuffer: 2 ** 28 })).stdout
  const blobs = await list(await find(revision, git), revision, git)
  const copy = await mkdtemp(join(tmpdir(), 'pql-sandbox-'))
  try {
    for (const { path, id } of blobs) await save(await git('cat-file', 'blob', id), join(copy, path))
    return await work(join(copy, 'openapi.yaml'))
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

/** Runs git without a shell, and answers with what it printed. */
type Git = (...args: string[]) => Promise<string>

/** The commit that a revision names. From here on only its hash is used, which no option of git's can be mistaken for. */
async function find(revision: string, git: Git): Promise<string> {
  try {
    return (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)).trim()
  } catch (error) {
    throw new Mistake(`${revision} is no file, and no git revision: ${reason(error)}.`)
  }
}

function reason(error: unknown): string {
  const { code, stderr = '' } = error as { code?: string | number; stderr?: string }
  if (code === 'ENOENT') return 'git is not installed. Name a file, or install git'
  if (code === 1) return 'git does not know it. Correct the name, or fetch it first'
  return `git says "${stderr.replace(/^fatal: /, '').trim()}". Name a file, or go to the repository`
}

interface Blob {
  path: string
  id: string
}

/** The files of the document at a commit. */
async function list(commit: string, revision: string, git: Git): Promise<Blob[]> {
  const lines = (await git('ls-tree', '-r', '-z', commit, '--', ...paths)).split('\0')
  const blobs = lines.flatMap((line) => (/^\d+ blob (?<id>\w+)\t(?<path>.+)$/.exec(line)?.groups as Blob | undefined) ?? [])
  if (blobs.some(({ path }) => path === 'openapi.yaml')) return blobs
  throw new Mistake(`${revision} has no openapi.yaml in this folder. Go to the folder where it lies, or name a file.`)
}

async function save(text: string, file: string) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
