import { execFile } from 'node:child_process'
import { copyFile, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify, stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../contracts/openapi/diff/change.ts'
import { compare } from '../../contracts/openapi/diff/compare.ts'
import type { Document } from '../../contracts/openapi/document.ts'
import { Mistake } from '../../contracts/openapi/mistake.ts'
import { document } from '../../contracts/openapi/spec.ts'
import { readDocument } from '../../sandbox/cli/contracts/document.ts'
import { atRevision } from '../../sandbox/cli/contracts/revision.ts'
import { changesText } from '../../sandbox/cli/print/changes.ts'
import { folder, run } from './process.ts'

const execute = promisify(execFile)
const own = fileURLToPath(new URL('../../openapi.yaml', import.meta.url))
const bundled = fileURLToPath(new URL('../../contracts/openapi/generated/openapi.json', import.meta.url))

/** A copy of the document as a bundle, edited. */
async function edited(edit: (document: Document) => void): Promise<string> {
  const copy = structuredClone(document)
  edit(copy)
  return saved('edited.json', JSON.stringify(copy))
}

async function saved(name: string, text: string): Promise<string> {
  const file = join(await folder(), name)
  await writeFile(file, text)
  return file
}

const breaking = () => edited(({ components }) => components.schemas.MarketoSyncLeadsRequest?.required?.push('action'))

const yaml = (type: string) => `openapi: 3.1.1
info: { title: Own, version: "1" }
paths: { /a: { $ref: "contracts/openapi/own.yaml#/paths/~1a" } }
components: { schemas: { Own: { type: ${type} } } }
`
const part = `paths:
  /a: { get: { operationId: own.getA, responses: { "200": { description: "" } } } }
`

/** A git repository with two commits: the older one, tagged "old", has another type of \`Own\`. */
async function repository(): Promise<string> {
  const path = await folder()
  const git = (...args: string[]) => execute('git', ['-c', 'user.name=Jane', '-c', 'user.email=jane@example.com', ...args], { cwd: path })
  await git('init', '--quiet')
  await git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', '--message', 'begin')
  await git('tag', 'empty')
  await mkdir(join(path, 'contracts', 'openapi'), { recursive: true })
  await writeFile(join(path, 'contracts', 'openapi', 'own.yaml'), part)
  for (const [tag, type] of [
    ['old', 'string'],
    ['new', 'integer'],
  ] as const) {
    await writeFile(join(path, 'openapi.yaml'), yaml(type))
    await git('add', '.')
    await git('commit', '--quiet', '--no-gpg-sign', '--message', tag)
    await git('tag', tag)
  }
  return path
}

describe('pql-sandbox diff', () => {
  it('exits with 0 when nothing changed', async () => {
    expect(await run(['diff', bundled, own])).toEqual({ code: 0, out: 'Nothing changed that another system could notice.\n', err: '' })
  })

  it('exits with 1 on a breaking change, and says which', async () => {
    const { code, out, err } = await run(['diff', bundled, await breaking()])
    expect({ code, err }).toEqual({ code: 1, err: `The contract of ${bundled} is broken: 1 breaking change.\n` })
    expect(out).toMatch(
      /^Breaking\n {2}marketo\.syncLeads request \/body\/action {2}is required now\n\n1 change: 1 breaking, 0 risky, 0 safe\.\n$/,
    )
  })

  it('exits with 0 on a breaking change that is allowed', async () => {
    const { code, out, err } = await run(['diff', bundled, await breaking(), '--allow'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('1 breaking')
  })

  it('exits with 0 on a change that breaks nobody', async () => {
    const head = await edited(({ components }) => delete components.schemas.MarketoSyncLeadsRequest?.required)
    expect(await run(['diff', bundled, head])).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 breaking, 0 risky, 1 safe'),
      err: '',
    })
  })

  it('prints JSON', async () => {
    const { code, out } = await run(['diff', bundled, await breaking(), '--json'])
    const places = [{ operation: 'marketo.syncLeads', side: 'request', at: '/body/action' }]
    expect(code).toBe(1)
    expect(JSON.parse(out)).toEqual({
      changes: [{ severity: 'breaking', kind: 'required', message: 'is required now', places }],
      wording: 0,
    })
  })

  it('exits with 2 on a version that is none', async () => {
    const { code, out, err } = await run(['diff', 'nowhere.yaml', bundled])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^nowhere\.yaml is no file, and no git revision: .+\.\n$/)
  })

  it('says what to install when there is no bundler, and compares bundles without one', async () => {
    const hook = `import { registerHooks } from 'node:module'
      const missing = Object.assign(new Error('missing'), { code: 'ERR_MODULE_NOT_FOUND' })
      registerHooks({ resolve: (name, context, next) => { if (name.startsWith('@redocly/')) throw missing; return next(name, context) } })`
    const node = ['--import', `data:text/javascript,${encodeURIComponent(hook)}`]
    expect(await run(['diff', bundled, own], { node })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^To read YAML .*run "npm install/),
    })
    expect(await run(['diff', bundled, bundled], { node })).toMatchObject({ code: 0, err: '' })
  })
})

describe('A version of the document', () => {
  it('is a file of YAML, or the bundle of it', async () => {
    expect(compare(await readDocument(own), await readDocument(bundled))).toEqual({ changes: [], wording: 0 })
  })

  it('is a git revision', async () => {
    const path = await repository()
    const types = await Promise.all(['old', 'HEAD~1', 'HEAD', 'openapi.yaml'].map((version) => readDocument(version, path)))
    expect(types.map(({ components }) => components.schemas.Own?.type)).toEqual(['string', 'string', 'integer', 'integer'])
    expect(types[0]?.paths['/a']?.get?.operationId).toBe('own.getA')
  })

  it('is a file rather than a git revision of the same name', async () => {
    const path = await repository()
    await copyFile(join(path, 'openapi.yaml'), join(path, 'old'))
    expect((await readDocument('old', path)).components.schemas.Own?.type).toBe('integer')
  })

  it('lies in a temporary folder no longer than it is read, and not after a failure', async () => {
    const path = await repository()
    const files: string[] = []
    const look = async (file: string) => {
      files.push(file)
      expect((await stat(file)).isFile()).toBe(true)
    }
    await atRevision('old', path, look)
    const failing = atRevision('old', path, async (file) => {
      await look(file)
      throw new Error('out of order')
    })
    await expect(failing).rejects.toThrow('out of order')
    expect(files).toHaveLength(2)
    for (const file of files) await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  const document = { openapi: '3.1.1', info: { title: '', version: '' }, paths: {}, components: { schemas: {} } }
  const files: [title: string, name: string, text: string, message: RegExp][] = [
    ['is no YAML', 'a.yaml', 'a: [b\nc: }', /a\.yaml cannot be bundled: missed comma/],
    ['is no OpenAPI', 'a.yaml', 'a: 1', /a\.yaml cannot be bundled: Unsupported specification/],
    ['is empty', 'a.yaml', '', /a\.yaml cannot be bundled: Document must be JSON object/],
    ['refers to a file that is not there', 'openapi.yaml', yaml('string'), /cannot be bundled: Can't resolve \$ref/],
    [
      'refers to two things that are not there',
      'openapi.yaml',
      yaml('string').replace('{ type: string }', '{ $ref: "nowhere.yaml#/a" }'),
      /cannot be bundled: [^\n]+; [^\n]+$/,
    ],
    ['has no paths', 'a.yaml', 'openapi: 3.1.1\npaths: null', /a\.yaml is no OpenAPI 3 document, at \/paths: /],
    ['is no JSON', 'a.json', '{', /a\.json is no JSON: /],
    ['is JSON of something else', 'a.json', '[1]', /a\.json is no OpenAPI 3 document, at \/: /],
    ['is an older OpenAPI', 'a.json', '{"swagger":"2.0"}', /a\.json is no OpenAPI 3 document, at \/openapi: /],
    [
      'has an operation that is none',
      'a.json',
      JSON.stringify({ ...document, paths: { '/a': { get: null } } }),
      /a\.json is no OpenAPI 3 document, at \/paths\/~1a\/get: /,
    ],
    [
      'refers to a response that is not there',
      'a.json',
      JSON.stringify({
        ...document,
        paths: { '/a': { get: { operationId: 'own.getA', responses: { 200: { $ref: '#/components/responses/A' } } } } },
      }),
      /a\.json cannot be read\. .*#\/components\/responses\/A, which does not exist/,
    ],
    [
      'is no bundle',
      'a.json',
      JSON.stringify({ ...document, components: { schemas: { A: { $ref: 'own.yaml#/A' } } } }),
      /a\.json is no OpenAPI 3 document, at \/components\/schemas\/A\/\$ref: /,
    ],
    [
      'leaves the dialect',
      'a.json',
      JSON.stringify({ ...document, components: { schemas: { A: { type: 'string', not: {} }, B: { type: 'strin' } } } }),
      /a\.json leaves the dialect, .* at \/components\/schemas\/A: "not" is not in the dialect.+ \(and 1 more\)/,
    ],
  ]

  it.each(files)('is refused when it %s', async (_title, name, text, message) => {
    const reading = readDocument(await saved(name, text))
    await expect(reading).rejects.toThrow(Mistake)
    await expect(reading).rejects.toThrow(message)
  })

  it.each([
    ['git does not know', 'nowhere', /^nowhere is no file, and no git revision: git does not know it\. /],
    ['is an option of git', '--help', /^--help is no file, and no git revision: git does not know it\. /],
    ['has no document', 'empty', /^empty has no openapi\.yaml in this folder\. /],
  ])('is refused when it %s', async (_title, version, message) => {
    const reading = readDocument(version, await repository())
    await expect(reading).rejects.toThrow(Mistake)
    await expect(reading).rejects.toThrow(message)
  })

  it('is refused when it is no file and there is no repository', async () => {
    await expect(readDocument('main', await folder())).rejects.toThrow(/^main is no file, and no git revision: git says "/)
  })

  it('is refused without git', async () => {
    const { code, err } = await run(['diff', 'main'], { env: { PATH: '' } })
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^main is no file, and no git revision: git is not installed\. /) })
  })
})

describe('Changes on a terminal', () => {
  const change = (severity: Change['severity'], ...operations: string[]): Change => ({
    severity,
    kind: 'required',
    message: 'is required now',
    places: operations.map((operation) => ({ operation, side: 'request', at: '/body/a' })),
  })
  const lines = (...changes: Change[]) => stripVTControlCharacters(changesText({ changes, wording: 1 })).split('\n')

  it('stand in columns, by severity', () => {
    expect(lines(change('breaking', 'own.longer'), change('safe', 'own.a'))).toEqual([
      'Breaking',
      '  own.longer request /body/a  is required now',
      '',
      'Safe',
      '  own.a request /body/a       is required now',
      '',
      '2 changes: 1 breaking, 0 risky, 1 safe. Wording differs in 1 place.',
    ])
  })

  it('name a few of the operations that share them', () => {
    const places = ['own.a', 'own.a', 'own.b', 'own.c', 'own.d', 'own.e', 'own.f', 'own.g']
    expect(lines(change('risky', ...places))[2]).toBe('    also own.b, own.c, own.d, own.e and 2 more')
  })

  it('do not steer the terminal', () => {
    expect(lines(change('risky', 'own.\u001b[2J'))[1]).toContain('own.\\u001b[2J')
  })
})
