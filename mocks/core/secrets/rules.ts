import { document } from '../../../contracts/openapi/spec.ts'
import { fixedNames, grantNames, headerEnds, nameEnds, pathNames, secretNames, spellings } from './names.ts'
import { elements } from './passes/elements.ts'
import { multipart } from './passes/multipart.ts'
import type { Pass } from './passes/pass.ts'
import { named } from './passes/text.ts'
import { encoded, steps, userinfo } from './passes/url.ts'
import { forms, known } from './passes/values.ts'

/** How secrets are found. */
export const rules = {
  names: [...secretNames(document), ...fixedNames] as readonly string[],
  nameEnds,
  grantNames,
  pathNames,
  headerEnds,
  spellings,
  passes: { elements, multipart, named, encoded, userinfo, steps, known } as Record<string, Pass>,
  forms,
}

export type Rules = typeof rules
