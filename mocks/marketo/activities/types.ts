import { schema } from '../../../contracts/openapi/spec.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'

/** A type of activities with its attributes. */
export type ActivityType = Schema<'MarketoActivityType'>

/** The types of activities, which openapi.yaml alone describes. */
export const activityTypes = schema('MarketoActivityType').examples as readonly ActivityType[]

/** The first id of custom types, which Marketo's customers define. Source: Adobe Marketo developer guide, activities. */
const firstCustom = 100_000

/** A custom type by its id. */
export const customType = (id: unknown): ActivityType | undefined => activityTypes.find((type) => type.id === id && type.id >= firstCustom)
