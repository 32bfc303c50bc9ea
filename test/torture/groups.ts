/** Files whose mutants are to be killed by a few test files that are near to them. */
export interface Group {
  mutate: string[]
  /** Test files. Each of them is loaded again for each mutant, so they are few. */
  include: string[]
}

const tests = (folder: string, ...names: string[]) => names.map((name) => `test/${folder}/${name}.test.ts`)
const disk = (...names: string[]) => names.map((name) => `sandbox/disk/${name}.ts`)
const guard = (...names: string[]) => names.map((name) => `sandbox/server/guard/${name}.ts`)

/** The code that keeps a sandbox safe. */
export const groups: Record<string, Group> = {
  target: { mutate: [...guard('target'), 'mocks/core/http/path.ts'], include: [...tests('sandbox', 'target'), ...tests('core', 'path')] },
  router: { mutate: ['mocks/core/http/router.ts'], include: tests('core', 'route', 'head') },
  hosts: { mutate: guard('hosts'), include: tests('sandbox', 'hosts') },
  origins: {
    mutate: [...guard('origins', 'cors'), 'mocks/core/http/cors.ts'],
    include: [...tests('sandbox', 'origins', 'line'), ...tests('core', 'cors')],
  },
  security: { mutate: guard('security', 'refusal', 'area', 'free'), include: tests('sandbox', 'security', 'free', 'line') },
  server: {
    mutate: ['sandbox/server/{application,listen,pages}.ts'],
    include: [...tests('sandbox', 'free', 'line', 'net', 'pages', 'start', 'stream'), ...tests('platypus', 'board')],
  },
  faces: {
    mutate: ['sandbox/server/{face,receive,net}.ts'],
    include: [...tests('sandbox', 'face', 'net', 'receive', 'line'), ...tests('core', 'content', 'head')],
  },
  msw: { mutate: ['mocks/{msw,receive,bases}.ts'], include: tests('core', 'bases', 'cors', 'msw', 'receive') },
  append: { mutate: disk('append', 'filesystem'), include: tests('sandbox', 'append', 'pipes') },
  lock: { mutate: disk('lock', 'makefolder', 'sqlite'), include: tests('sandbox', 'lock', 'pipes') },
  frames: {
    mutate: disk('frames', 'generation', 'generations', 'recovery', 'replay', 'line', 'whole'),
    include: tests('sandbox', 'compaction', 'generations', 'journal', 'spanfaults'),
  },
  snapshots: {
    mutate: disk('snapshot', 'journal', 'fullness', 'files', 'rows', 'places'),
    include: tests('sandbox', 'compaction', 'disk', 'journal', 'places'),
  },
  spans: {
    mutate: disk('spans', 'segment', 'segments', 'spanindex', 'gaps', 'damage'),
    include: tests('sandbox', 'spans', 'spanfaults'),
  },
  secrets: {
    mutate: ['mocks/core/secrets/**/*.ts'],
    include: [...tests('secrets', 'kinds', 'plain', 'bugs'), ...tests('core', 'secrets')],
  },
}
