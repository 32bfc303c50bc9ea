import { operation } from '../../../contracts/openapi/spec.ts'
import type { Input } from '../../../contracts/openapi/types.ts'

/** A real system that can be pointed at the sandbox. */
export type Real = Input<'control.getEnv'>['path']['system']

/** The choices of `env`, as openapi.yaml has them. */
export const reals = operation('control.getEnv').parameters[0]?.schema.enum as Real[]

/** Variables as lines that a POSIX shell may `eval`. */
export const exportLines = (variables: Record<string, string>): string[] =>
  Object.entries(variables).map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`)
