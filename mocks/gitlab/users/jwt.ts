import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose'
import { jwks, openidConfiguration } from '../client.ts'
import { cached } from '../namespaces/cache.ts'
import type { GitlabContext } from '../tables.ts'

const minute = 60_000
const subject = 'customers-dot-internal-api'
const audience = 'gitlab-subscriptions'

/**
 * Whether CustomersDot signed the token for GitLab's internal API: by its keys, in its name, for this purpose and still valid by
 * the world's clock. Its configuration is kept for a day and its keys for 15 minutes.
 * Source: GitLab 19.3, ee/lib/gitlab_subscriptions/api/internal/auth.rb.
 */
export async function isFromCustomersdot(context: GitlabContext, token: string): Promise<boolean> {
  const configuration = await cached(context, 'customersdot.openid_configuration', 24 * 60 * minute, () => openidConfiguration(context))
  const keys = configuration && (await cached(context, 'customersdot.jwks', 15 * minute, () => loadKeys(context)))
  if (!keys) return false
  const { issuer, id_token_signing_alg_values_supported: algorithms } = configuration
  try {
    await jwtVerify(token, keys, { issuer, audience, subject, algorithms, currentDate: new Date(context.clock.now()) })
    return true
  } catch {
    // A token or a key that cannot be read is no bug of ours: whoever sent it is not authorized.
    return false
  }
}

async function loadKeys(context: GitlabContext) {
  const set = await jwks(context)
  return set && createLocalJWKSet(set as JSONWebKeySet)
}
