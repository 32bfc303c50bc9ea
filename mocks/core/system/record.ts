import type { Schema } from '../../../contracts/openapi/types.ts'

/** One request and its response on one hop. */
export type Exchange = Schema<'ControlExchange'>
/** One attempt at a job. */
export type Run = Schema<'ControlRun'>
/** What a trace is made of. */
export type Span = Exchange | Run
/** A named piece of work within a span. */
export type Step = Schema<'ControlStep'>
/** A line of a system's log. */
export type LogLine = Schema<'ControlLogLine'>
/** Whose lead a span is about. */
export type Tags = Schema<'ControlTags'>
/** What the spans of a trace tell about it. What the interface says beyond that changes without a span. */
export type TraceSummary = Omit<Schema<'ControlTraceSummary'>, 'state' | 'review' | 'retries'> & {
  /** None unless given. */
  retries?: number
  /** The user was refused, or a system refused the lead for good. */
  refused?: true
  /** When the lead was last sent to Salesforce by Marketo, in epoch milliseconds. */
  sent_at?: number
  /** It was sent with a value that another trace had written in the place of its own. */
  overwritten?: true
}
/** A unit of asynchronous work that is not done yet. */
export type Job = Schema<'ControlJob'>
/** What a world remembers of itself, such as its clock. */
export type Setting = Schema<'ControlSetting'>
/** A row that a step changed. */
export type WrittenRow = Schema<'ControlWrittenRow'>
/** A row of a lead as a span read and left it. */
export type KeptRow = Schema<'ControlKeptRow'>
/** Another lead's value in a row. */
export type OtherValue = Schema<'ControlOtherValue'>
/** Who wrote the fields of a row last. */
export type Writers = Schema<'ControlWriters'>
/** What a reviewer thinks of a lead. */
export type Review = Schema<'ControlReview'>
