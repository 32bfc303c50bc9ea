import { z } from 'zod'
import { pointer } from './pointer.ts'

const texts = z.array(z.string())
/** A bundle refers to nothing outside itself. */
const local = z.string().startsWith('#/')

/** The words of a schema as far as code walks through them; what they may say is the dialect's business. */
const schema: z.ZodType = z.lazy(() =>
  z.looseObject({
    $ref: local.optional(),
    type: z.union([z.string(), texts]).optional(),
    properties: z.record(z.string(), schema).optional(),
    required: texts.optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    items: schema.optional(),
    oneOf: z.array(schema).optional(),
    enum: z.array(z.unknown()).optional(),
  }),
)
const reference = z.looseObject({ $ref: local })
const content = z.record(z.string(), z.looseObject({ schema }))
const parameter = z.looseObject({ name: z.string(), in: z.string(), schema })
const response = z.looseObject({ content: content.optional(), headers: z.record(z.string(), z.looseObject({ schema })).optional() })
const operation = z.looseObject({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  parameters: z.array(z.union([reference, parameter])).optional(),
  requestBody: z.looseObject({ content }).optional(),
  responses: z.record(z.string(), z.union([reference, response])),
})
const item = z.looseObject({
  servers: z.array(z.looseObject({ url: z.string() })).optional(),
  parameters: z.array(z.union([reference, parameter])).optional(),
  get: operation.optional(),
  put: operation.optional(),
  post: operation.optional(),
  patch: operation.optional(),
  delete: operation.optional(),
})
const shape = z.looseObject({
  openapi: z.string().startsWith('3.'),
  paths: z.record(z.string(), item),
  components: z.looseObject({
    schemas: z.record(z.string(), schema),
    responses: z.record(z.string(), response).optional(),
    parameters: z.record(z.string(), parameter).optional(),
    securitySchemes: z.record(z.string(), z.looseObject({ type: z.string() })).optional(),
  }),
})

/**
 * What keeps a value that was read from being an OpenAPI document, as `<place>: <reason>`; undefined when it is one. Whether it
 * keeps to the dialect is another question, which only a document can be asked.
 */
export function misshapen(value: unknown): string | undefined {
  const issue = shape.safeParse(value).error?.issues[0]
  return issue && `${pointer(issue.path) || '/'}: ${issue.message}`
}
