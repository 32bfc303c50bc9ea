import { jwks, namespaceEligibleTrials, namespaceTrialTypes, openidConfiguration } from '../../../mocks/gitlab/client.ts'
import type { GitlabContext } from '../../../mocks/gitlab/tables.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { eachLike, integer, oneOf, regex, text } from '../../consumer/matchers.ts'
import { example, schema } from '../../openapi/spec.ts'
import { headers, mayUse, namespaceId, noTrial } from './account.ts'

const key = example('CustomersdotJwk')
const trialTypes = schema('CustomersdotTrialType').enum as string[]
/** RS256 demands 2048 bits or more, which base64url writes with 342 characters. Source: RFC 7518, section 3.3. */
const modulus = (value: string) => regex('^[A-Za-z0-9_-]{342,}$', value)

export const lookups: Interaction[] = [
  {
    description: 'a request for the trials that a namespace may start',
    states: [mayUse, noTrial],
    operation: 'customersdot.getTrialEligibility',
    request: { headers, query: { 'namespace_ids[]': [String(namespaceId)] } },
    response: { status: 200, body: { namespaces: { [namespaceId]: eachLike(oneOf(trialTypes, 'ultimate_with_dap')) } } },
    act: ({ within }) => within((context: GitlabContext) => namespaceEligibleTrials(context, [namespaceId])),
    outcome: { success: true, data: { namespaces: { [namespaceId]: ['ultimate_with_dap'] } } },
  },
  {
    description: 'a request for the durations of the trials',
    states: [mayUse],
    operation: 'customersdot.listTrialTypes',
    request: { headers },
    response: {
      status: 200,
      body: {
        trial_types: {
          ultimate_with_dap: { duration_days: integer(30) },
          gitlab_duo_enterprise: { duration_days: integer(60) },
          gitlab_duo_pro: { duration_days: integer(60) },
        },
      },
    },
    act: ({ within }) => within((context: GitlabContext) => namespaceTrialTypes(context)),
    outcome: {
      success: true,
      data: {
        trial_types: {
          ultimate_with_dap: { duration_days: 30 },
          gitlab_duo_enterprise: { duration_days: 60 },
          gitlab_duo_pro: { duration_days: 60 },
        },
      },
    },
  },
  {
    description: 'a request for the OpenID configuration',
    states: [],
    operation: 'customersdot.getOpenidConfiguration',
    request: {},
    response: {
      status: 200,
      body: {
        issuer: regex('^https?://[^/]+(/[^/]+)*$', 'https://customers.gitlab.com'),
        jwks_uri: regex('^https?://.+/oauth/discovery/keys$', 'https://customers.gitlab.com/oauth/discovery/keys'),
        id_token_signing_alg_values_supported: eachLike(regex('^RS(256|384|512)$', 'RS256')),
      },
    },
    act: ({ within }) => within((context: GitlabContext) => openidConfiguration(context)),
    outcome: example('CustomersdotOpenidConfiguration'),
  },
  {
    description: "a request for CustomersDot's public keys",
    states: [],
    operation: 'customersdot.getJwks',
    request: {},
    response: {
      status: 200,
      body: {
        keys: eachLike({
          ...{ kty: regex('^RSA$', 'RSA'), use: regex('^sig$', 'sig'), kid: text(key.kid), alg: regex('^RS(256|384|512)$', key.alg) },
          ...{ n: modulus(key.n), e: regex('^AQAB$', key.e) },
        }),
      },
    },
    act: ({ within }) => within((context: GitlabContext) => jwks(context)),
    outcome: { keys: [key] },
  },
]
