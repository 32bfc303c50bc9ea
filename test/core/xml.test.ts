import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../contracts/openapi/document.ts'
import { parseXml, writeXml } from '../../mocks/core/http/xml.ts'
import { atOnce } from '../../mocks/core/system/turn.ts'

const schema: JsonSchema = {
  type: 'object',
  properties: {
    Envelope: {
      type: 'object',
      xml: { prefix: 'soapenv', namespace: 'http://schemas.xmlsoap.org/soap/envelope/' },
      properties: {
        Header: { type: 'object', xml: { prefix: 'soapenv' }, properties: {} },
        version: { type: 'string', xml: { attribute: true } },
        name: { type: 'string' },
        size: { type: ['integer', 'null'] },
        open: { type: 'boolean' },
        items: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
      },
    },
  },
}

/** What the parser throws at. */
const odd = [
  ...['constructor', '__proto__', 'prototype', 'x:constructor'].map((name) => `<a><${name}>1</${name}></a>`),
  `<a>${'<b>'.repeat(10_000)}${'</b>'.repeat(10_000)}</a>`,
]

const parse = (text: string) => atOnce(parseXml(text, schema))

describe('XML', () => {
  test('is read by local names, in the shape of the schema', () => {
    const text = `<?xml version="1.0"?>
      <e:Envelope xmlns:e="urn:x" e:at="1"><e:Header/><name>007</name><size>5</size><open>true</open><items><id>1</id></items></e:Envelope>`
    const value = { Envelope: { Header: {}, name: '007', size: 5, open: true, items: [{ id: '1' }] } }
    expect(parse(text)).toEqual({ value })
  })

  test('keeps what the schema does not know, for whoever checks it', () => {
    expect(parse('<Envelope><size>many</size><other><a>1</a></other></Envelope>')).toEqual({
      value: { Envelope: { size: 'many', other: { a: '1' } } },
    })
  })

  test.each(['', 'text', '<a><b></a>', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', '{"a":1}', ...odd])(
    'is refused when it is %j',
    (text) => {
      expect(parse(text)).toEqual({ problem: expect.any(String), at: '' })
    },
  )

  test.each(['toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', '__defineGetter__'])(
    'takes an element named %s for unknown',
    (name) => {
      const parsed = parse(`<Envelope><${name}>1</${name}></Envelope>`) as { value: { Envelope: object } }
      expect(Object.values(parsed.value.Envelope)).toEqual(['1'])
    },
  )

  test('reads character references by number and by name', () => {
    const name = '&#233;&#xE9;&amp;&lt;&gt;&quot;&apos;&amp;lt;'
    expect(parse(`<Envelope><name>${name}</name></Envelope>`)).toEqual({ value: { Envelope: { name: `éé&<>"'&lt;` } } })
  })

  test('is written with the prefixes, namespaces and attributes of the schema', () => {
    const value = { Envelope: { version: '1', Header: {}, name: 'A & B', size: null, open: false, items: [{ id: '<1>' }, { id: '2' }] } }
    expect(writeXml(value, schema)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>' +
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" version="1"><soapenv:Header></soapenv:Header>' +
        '<name>A &amp; B</name><size xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/><open>false</open>' +
        '<items><id>&lt;1&gt;</id></items><items><id>2</id></items></soapenv:Envelope>',
    )
  })

  test('reads any text that it wrote', () => {
    const text = fc.string({ unit: fc.constantFrom(...`ab<>&"';é🦊]-`) }).filter((name) => name !== '')
    fc.assert(
      fc.property(text, (name) => {
        expect(parse(writeXml({ Envelope: { name } }, schema))).toEqual({ value: { Envelope: { name } } })
      }),
    )
  })
})
