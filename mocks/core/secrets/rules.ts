import { document } from '../../../contracts/openapi/spec.ts'
import { elements } from './elements.ts'
import { multipart } from './multipart.ts'
import { fixedNames, grantNames, headerEnds, nameEnds, pathNames, secretNames, spellings } from './names.ts'
import type { Pass } from './pass.ts'
import { named } from './text.ts'
import { encoded, steps, userinfo } from './url.ts'
import { forms, known } from './values.ts'

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
