import type { Schema } from '../openapi/types.ts'
import { nameOf } from '../openapi/words.ts'
import { type Case, coverageCases, mutationCases, verificationCases } from './cases.ts'
import { type Markup, markup } from './markup.ts'

/**
 * Contracts as a JUnit XML report, one suite per hop. It has the elements and attributes that GitLab documents to read, and no others:
 * https://docs.gitlab.com/ci/testing/unit_test_reports/#junit-xml-format-specification. Durations and files are not known, so there is
 * no `time` and no `file`.
 */
export function junit({ hops }: Schema<'ControlContracts'>): string {
  const { text } = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
${hops.map(suite)}</testsuites>
`
  return text
}

function suite(hop: Schema<'ControlHop'>): Markup {
  const name = `${nameOf(hop.consumer)} → ${nameOf(hop.provider)}`
  const cases = [...verificationCases(hop), ...coverageCases(hop), ...mutationCases(hop)]
  return markup`  <testsuite name="${name}">
${distinct(cases).map((one) => testcase(name, one))}  </testsuite>
`
}

/** GitLab shows the class as the suite, hence the hop in it. */
function testcase(hop: string, { group, name, end }: Case): Markup {
  const head = markup`    <testcase classname="${hop} ${group}" name="${name}"`
  if (!end) return markup`${head}/>\n`
  return markup`${head}>${element(end)}</testcase>\n`
}

function element({ kind, text }: NonNullable<Case['end']>): Markup {
  if (kind === 'failure') return markup`<failure>${text}</failure>`
  if (kind === 'error') return markup`<error>${text}</error>`
  return markup`<skipped>${text}</skipped>`
}

/** GitLab takes only the first of several tests with one name, so those that follow get a number. */
function distinct(cases: Case[]): Case[] {
  const seen = new Map<string, number>()
  return cases.map((one) => {
    const name = one.name.replace(/\s+/g, ' ')
    const key = `${one.group} ${name}`
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return { ...one, name: times > 1 ? `${name} (${times})` : name }
  })
}
