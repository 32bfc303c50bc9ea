/** Files whose mutants are killed by a group of tests near to them. */
export interface Group {
  mutate: string[]
  /** Test files. */
  include: string[]
}

const tests = (folder: string, ...names: string[]) => names.map((name) => `test/${folder}/${name}.test.ts`)

/** The code that keeps a sandbox safe, in groups, since each mutant runs the tests of its group. */
export const groups: Record<string, Group> = {
  guard: {
    mutate: ['sandbox/server/guard/*.ts', 'sandbox/server/{application,listen,pages}.ts', 'mocks/core/http/{path,router}.ts'],
    include: [
      ...tests('sandbox', 'free', 'hosts', 'line', 'origins', 'pages', 'security', 'start', 'target'),
      ...tests('core', 'cors', 'head', 'path', 'route'),
    ],
  },
  faces: {
    mutate: ['sandbox/server/{face,receive,net}.ts', 'mocks/{msw,receive,bases}.ts'],
    include: [
      ...tests('sandbox', 'line', 'net', 'receive'),
      ...tests('core', 'bases', 'bugs', 'content', 'cors', 'encodings', 'head', 'headers', 'msw', 'receive', 'untraced'),
    ],
  },
  disk: {
    mutate: ['sandbox/disk/*.ts', 'sandbox/server/storage.ts'],
    include: tests(
      'sandbox',
      ...['append', 'compaction', 'disk', 'flips', 'full', 'generations', 'journal', 'lock', 'pipes', 'spanfaults', 'spans', 'unwritable'],
    ),
  },
  secrets: {
    mutate: ['mocks/core/secrets/**/*.ts'],
    include: [...tests('secrets', 'bugs', 'kinds'), ...tests('core', 'secrets')],
  },
}
