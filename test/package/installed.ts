import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, dirname, join } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }

const checkout = dirname(dirname(import.meta.dirname))

export interface Installed {
  /** A folder of somebody who has installed the package, MSW and Vitest. */
  folder: string
  /** The paths of what the package contains. */
  contents: string[]
  remove(): void
}

/** Packs a copy of the checkout, as `npm publish` would, and installs the tarball elsewhere. The checkout stays as it is. */
export async function packAndInstall(): Promise<Installed> {
  const root = mkdtempSync(join(tmpdir(), 'pql-sandbox-package-'))
  const source = join(root, 'source')
  const folder = join(root, 'user')
  copyCheckout(source)
  const [packed] = JSON.parse(await run(['npm', 'pack', '--json'], source))
  mkdirSync(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }))
  const { msw, vitest } = manifest.devDependencies
  const packages = [join(source, packed.filename), `msw@${msw}`, `vitest@${vitest}`]
  await run(['npm', 'install', ...packages, '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], folder)
  return {
    folder,
    contents: packed.files.map(({ path }: { path: string }) => path),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

const unneeded = ['.git', '.pql-sandbox', 'bench', 'dist', 'node_modules', 'test']

/** The checkout without what a build does not read; what is installed in it is lent. */
function copyCheckout(target: string) {
  const isNeeded = (path: string) => dirname(path) !== checkout || !unneeded.includes(basename(path))
  cpSync(checkout, target, { recursive: true, filter: isNeeded })
  symlinkSync(join(checkout, 'node_modules'), join(target, 'node_modules'), 'junction')
}

/** Begins a command with this Node first on its path and none of the variables that npm and Vitest gave this process. */
export function begin([command = '', ...args]: string[], cwd: string): ChildProcess {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV$|INIT_CWD$|npm_(package|lifecycle|config_local))/.test(name),
  )
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter)
  return spawn(command, args, { cwd, env: { ...Object.fromEntries(kept), PATH }, detached: true })
}

/** Runs a command to its end; resolves with what it printed, rejects with all of it when it fails. */
export function run(command: string[], cwd: string): Promise<string> {
  const child = begin(command, cwd)
  const said = { out: '', all: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
    said.all += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.all += text))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(said.out) : reject(new Error(`${command.join(' ')} ended with ${code}:\n${said.all}`)),
    )
  })
}

/** Ends a command and whatever it started. */
export async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  process.kill(-child.pid, 'SIGTERM')
  await closed
}
