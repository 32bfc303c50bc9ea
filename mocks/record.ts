import type { Schema } from '../contracts/types.ts'

/** One request and its response on one hop. */
export type Exchange = Schema<'ControlExchange'>
/** One attempt at a job. */
export type Run = Schema<'ControlRun'>
/** What a trace is made of. */
export type Span = Exchange | Run
export type Step = Schema<'ControlStep'>
export type LogLine = Schema<'ControlLogLine'>
export type Tags = Schema<'ControlTags'>
export type TraceSummary = Schema<'ControlTraceSummary'>
export type Job = Schema<'ControlJob'>
export type Setting = Schema<'ControlSetting'>
export type WrittenRow = Schema<'ControlWrittenRow'>
