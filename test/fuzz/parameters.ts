import type { JsonSchema, ParameterObject } from '../../contracts/openapi/document.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'

type Place = ParameterObject['in']

const parametersIn = ({ parameters }: Operation, place: Place) => parameters.filter((parameter) => parameter.in === place)

/** The parameters of an operation that are in the path, the query or the headers: their schemas by name. */
export const schemasIn = (operation: Operation, place: Place): Record<string, JsonSchema> =>
  Object.fromEntries(parametersIn(operation, place).map(({ name, schema }) => [name, schema]))

/** The names of the required parameters. */
export const requiredIn = (operation: Operation, place: Place): string[] =>
  parametersIn(operation, place).flatMap(({ name, required }) => (required ? [name] : []))
