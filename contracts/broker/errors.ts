import { Mistake } from '../openapi/mistake.ts'
import type { LoggedReport } from '../verification/results.ts'
import type { BrokerVerification } from './request.ts'
import { heading, hopsOf } from './results.ts'

/** Throws a sentence when a pact did not come from the broker, when a consumer has none, or when a result did not get there. */
export function refuseTrouble(report: LoggedReport, { brokerUrl, name, consumers }: BrokerVerification) {
  const broker = `the broker at ${brokerUrl}`
  const lost = report.errors.filter(({ interaction }) => !interaction.startsWith(heading))
  if (lost.length) {
    const which = report.interactionResults.length ? 'Not every pact' : 'No pact'
    throw new Mistake(
      `${which} for "${name}" came from ${broker}: ${sentence(lost.map(({ mismatch }) => mismatch.message ?? mismatch.type))}`,
    )
  }
  const known = hopsOf(report, name)
  for (const consumer of consumers)
    if (!known.has(consumer))
      throw new Mistake(`No pact for "${name}" is of the consumer "${consumer}" at ${broker}, of those that are selected.`)
  const unpublished = [...report.log.matchAll(unpublishedLine)].map(([, why = '']) => why)
  if (unpublished.length) throw new Mistake(`Not every result was taken by ${broker}: ${sentence(unpublished)}`)
}

/** The program ends with success all the same, and says so in its log only. */
const unpublishedLine = /ERROR .*Publishing of verification results failed with an error: (.+)/g

const sentence = (reasons: string[]): string => `${[...new Set(reasons)].join('; ').trim().replace(/\.$/, '')}.`
