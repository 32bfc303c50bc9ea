import { describe, expect, test } from 'vitest'
import { fails, hitsIn, hitsOf, report } from './check.ts'
import { examples } from './examples.ts'
import { readList, shrunk } from './list.ts'
import { matcher } from './pattern.ts'
import { patterns } from './patterns.ts'
import { proseOf } from './prose.ts'
import { sources } from './sources.ts'

describe('The English of the project', () => {
  const listed = new Set(readList())

  test('is plain in every file that is not on the list', () => {
    const failing = sources.filter((path) => !listed.has(path)).filter(fails)
    if (failing.length) expect.fail(`${report(failing.flatMap(hitsOf))}\n"npm run language -- <file>" checks a file again.`)
  })

  test('has a list without files that pass', () => {
    const known = new Set(sources)
    const passing = [...listed].filter((path) => !known.has(path) || !fails(path))
    if (passing.length) expect.fail(`Take off the list, with "npm run language -- --update":\n  ${passing.join('\n  ')}`)
  })
})

describe('A pattern of the language gate', () => {
  test.each(patterns)('catches "$catches"', (pattern) => {
    expect(pattern.catches).toMatch(matcher(pattern))
  })

  test.each(patterns)('lets "$passes" pass', ({ passes }) => {
    expect(hitsIn(passes)).toEqual([])
  })

  test.each(examples)('catches the former "$once"', ({ once, plain }) => {
    expect(hitsIn(once)).not.toEqual([])
    expect(hitsIn(plain)).toEqual([])
  })

  test('is one of more than a hundred, each with sentences of its own', () => {
    expect(patterns.length).toBeGreaterThan(100)
    for (const key of ['catches', 'passes', 'find'] as const)
      expect(new Set(patterns.map((pattern) => `${pattern[key]}`)).size).toBe(patterns.length)
  })

  test('finds a phrase that spans two lines of a comment, with its line', () => {
    const prose = proseOf('mocks/core/world.ts', 'const one = 1\n\n/**\n * The row is none\n * of its own.\n *\n * Nobody\n */\n')
    expect(hitsIn(prose)).toEqual([
      { line: 4, phrase: 'is none', plain: expect.any(String) },
      { line: 7, phrase: 'Nobody', plain: expect.any(String) },
    ])
    expect(hitsIn(proseOf('mocks/core/world.ts', '// This pact is\n// none.\n// A new\n//\n// paragraph.'))).toMatchObject([
      { line: 1, phrase: 'is none' },
    ])
  })
})

describe('The prose of a file', () => {
  const phrases = (path: string, source: string) => {
    const prose = proseOf(path, source)
    expect(prose.replace(/[^\n]/g, '')).toBe(source.replace(/[^\n]/g, ''))
    expect(prose).toHaveLength(source.length)
    return hitsIn(prose).map(({ line, phrase }) => `${line} ${phrase}`)
  }

  test('has the comments and the messages of TypeScript, not its names and values', () => {
    const source = `// nobody
const nobody = /["'] nobody/ // beside
throw new Error(\`It tells \${nobody} on \${'a' + "b"} that anybody\`, 'shall')
`
    expect(phrases('sandbox/server/face.ts', source)).toEqual(['1 nobody', '2 beside', '3 tells', '3 anybody'])
  })

  test.each(['mocks/marketo/errors.ts', 'mocks/salesforce/refusals.ts'])('has no wording of real refusals: %s', (path) => {
    expect(phrases(path, "const text = 'The token is none.' // nobody\n")).toEqual(['1 nobody'])
  })

  test('has the titles of tests, and not what they send and expect', () => {
    const source = "test('tells it', () => expect('nobody knows').toBe(1))\ntest.each([\n  'anybody there',\n])('shall %s', () => {})\n"
    expect(phrases('test/core/answer.test.ts', source)).toEqual(['1 tells', '4 shall'])
  })

  test('has the text, the attributes and the script of a component', () => {
    const source =
      '<script setup lang="ts">\n// whoever\nconst nobody = \'a nobody\'\n</script>\n<template>\n  <p class="tells" :title="told" aria-label="It shall work">{{ n ? \'It tells\' : \'\' }} is\n  none</p>\n</template>\n<style>/* anew */</style>\n'
    expect(phrases('sandbox/ui/app.vue', source)).toEqual(['2 whoever', '3 nobody', '6 tells', '6 shall', '6 tells', '6 is none', '9 anew'])
  })

  test('has descriptions and comments of YAML, without examples and allowed values', () => {
    const source =
      '# whoever\npaths:\n  tells:\n    summary: Tell it\n    description: |\n      A row is\n      none.\n    examples:\n      - nobody\n\n      - text: told\n    enum: [shall]\n    x: { description: "It shall", examples: [told], default: anew }\n'
    expect(phrases('contracts/openapi/control.yaml', source)).toEqual(['1 whoever', '4 Tell', '6 is none', '13 shall'])
  })

  test('has the text of Markdown, without code and quotations', () => {
    expect(phrases('README.md', 'Avoid "shall" and `tells`.\n\n```sh\ntold\n```\n\n| beside | [nobody](told.md) |\n')).toEqual([
      '7 beside',
      '7 nobody',
    ])
  })
})

describe('The list of files that still fail', () => {
  test('is sorted', () => {
    expect(readList()).toEqual(readList()?.toSorted())
  })

  test('loses files that pass, follows files that were renamed, and gains none', () => {
    const renamed = new Map([['old.ts', 'new.ts']])
    expect(shrunk(['a.ts', 'b.ts', 'old.ts'], ['b.ts', 'c.ts', 'new.ts'], renamed)).toEqual({ list: ['b.ts', 'new.ts'], added: ['c.ts'] })
  })
})

describe('A failure of the language gate', () => {
  test('names file, line, phrase and a plain alternative', () => {
    const hit = { path: 'docs/pages.md', line: 12, phrase: 'nobody', plain: 'no one' }
    expect(report([hit, { ...hit, line: 140 }])).toBe(
      '2 phrases in 1 file to write in plainer English:\n\ndocs/pages.md\n    12  "nobody" → no one\n   140  "nobody" → no one\n',
    )
  })
})
