declare module 'virtual:assumptions' {
  /** By operationId. Made from openapi.yaml when the pages are built. */
  export const assumptions: Record<string, import('./assumptions.ts').Assumptions>
}
