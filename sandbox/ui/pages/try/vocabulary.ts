import type { Document } from '../../../../contracts/openapi/document.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'

/** A value of `glm_content` with what is known of it. */
export interface KnownContent {
  value: string
  description: string
}

/** What openapi.yaml knows of the forms' fields. */
export interface Vocabulary {
  glmContents: KnownContent[]
  glmSources: string[]
  productInteractions: string[]
  companySizes: Schema<'GitlabCompanySize'>[]
  /** A form filled in, field by field. */
  example: Schema<'GitlabHandRaiseLead2023'>
}

/** Picks the vocabulary out of the document; the pages get it when they are built, instead of the document. */
export function vocabularyOf({ components: { schemas } }: Document): Vocabulary {
  const known = (name: string) => schemas[name]?.['x-known'] as never[]
  return {
    glmContents: known('GitlabGlmContent'),
    glmSources: known('GitlabGlmSource'),
    productInteractions: known('GitlabProductInteraction'),
    companySizes: schemas.GitlabCompanySize?.enum as Schema<'GitlabCompanySize'>[],
    example: schemas.GitlabHandRaiseLead2023?.examples?.[0] as Schema<'GitlabHandRaiseLead2023'>,
  }
}
