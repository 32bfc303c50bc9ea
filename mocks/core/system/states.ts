import type { Schema, SystemName } from '../../../contracts/openapi/types.ts'
import type { Context } from './context.ts'
import type { Definitions } from './table.ts'

/** What a state came with, by name: a pact puts these values into its requests. */
export type Values = Record<string, string>

/** Brings about a provider state by changing rows; these are put back at its teardown. */
export type SetUp<Params, Tables extends Definitions> = (
  params: Params,
  context: Context<Tables>,
  // biome-ignore lint/suspicious/noConfusingVoidType: most states have nothing to tell, and say so by returning nothing
) => Promise<Values | void>

/** A provider state; with a `tearDown` where more than rows is to be put back. */
export type State<Params, Tables extends Definitions> =
  | SetUp<Params, Tables>
  | { setUp: SetUp<Params, Tables>; tearDown(context: Context<Tables>): void }

type Described<Name extends SystemName> = Name extends 'control'
  ? Record<never, never>
  : Schema<`${Capitalize<Exclude<Name, 'control'>>}States`>

/** A handler for each provider state that openapi.yaml describes of a system; a missing one does not compile. */
export type States<Name extends SystemName, Tables extends Definitions> = {
  [Title in keyof Described<Name>]-?: State<NonNullable<Described<Name>[Title]>, Tables>
}
