import { createConfig, bundle as redocly } from '@redocly/openapi-core'
import openapiTS, { astToString } from 'openapi-typescript'
import { violations } from './dialect.ts'
import type { Document } from './document.ts'
import { tagViolations } from './systems/tags.ts'

/** Joins openapi.yaml and the files it refers to into one document; throws when a reference leads nowhere. */
export async function bundle(file: string): Promise<Document> {
  const { bundle, problems } = await redocly({ ref: file, config: await createConfig({}) })
  const errors = problems.filter((problem) => problem.severity === 'error')
  if (errors.length) throw new Error(`${file} cannot be bundled:\n${errors.map((error) => `  ${error.message}`).join('\n')}`)
  return bundle.parsed as Document
}

/** Refuses a document that says more than the project understands, naming every place. */
export function understood(document: Document): Document {
  const found = [...tagViolations(document), ...violations(document)]
  if (found.length) throw new Error(`openapi.yaml leaves the dialect:\n${found.map(({ at, message }) => `  ${at}: ${message}`).join('\n')}`)
  return document
}

/** The TypeScript types of the document, as text for `openapi.d.ts`. */
export async function types(document: Document): Promise<string> {
  const ast = await openapiTS(structuredClone(document) as never, { alphabetize: false })
  return `// Generated from openapi.yaml by \`npm run generate\`; do not edit.\n${astToString(ast)}`
}
