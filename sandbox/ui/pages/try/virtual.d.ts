/** Made by vite.config.ts from openapi.yaml. */
declare module 'virtual:vocabulary' {
  export const vocabulary: import('./vocabulary.ts').Vocabulary
}
