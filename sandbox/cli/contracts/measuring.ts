import { Mistake } from '../../../contracts/openapi/mistake.ts'

/**
 * Loads what runs the consumers only here: it needs Pact, which not everybody who has the sandbox has installed. Throws a Mistake then.
 */
export async function measuring() {
  try {
    const [{ cover }, { shortfalls }, { hops }] = await Promise.all([
      import('../../../contracts/coverage/cover.ts'),
      import('../../../contracts/coverage/shortfalls.ts'),
      import('../../../contracts/hops/index.ts'),
    ])
    return { cover, shortfalls, hops }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes('@pact-foundation/pact')) throw error
    throw new Mistake('The consumers are run with @pact-foundation/pact, which is not installed: npm install -D @pact-foundation/pact.')
  }
}
