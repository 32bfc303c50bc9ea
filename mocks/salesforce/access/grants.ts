import type { Body } from '../../../contracts/openapi/types.ts'
import { hash, sameSecret } from '../../core/system/oauth.ts'
import { refuseToken } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'
import { takeCode } from './codes.ts'
import { refuseAssertion } from './jwt.ts'

/** A request for a token, and where it was sent. */
export interface Request {
  body: Body<'salesforce.createToken'>
  /** The consumer key that it came with. */
  clientId: string | undefined
  base: string
}

/** What comes with the access token: its scope, a refresh token, or `bare` neither `issued_at` nor `signature`. */
export interface Gift {
  scope?: string
  refresh?: boolean
  bare?: boolean
}

type Granted = Gift | { refusal: ReturnType<typeof refuseToken> }

/** One way to a token. */
export interface Grant {
  /** Whether the client proves itself by its secret: always, when it sends one, or never. */
  secret: 'needed' | 'optional' | 'none'
  grant(request: Request, context: SalesforceContext): Promise<Granted> | Granted
}

/** By `grant_type`. Sources: Salesforce help, OAuth Authorization Flows; jsforce 3.10. */
export const grants: Record<string, Grant> = {
  client_credentials: { secret: 'needed', grant: () => ({ scope: 'api' }) },
  password: { secret: 'needed', grant: passwordGrant },
  refresh_token: { secret: 'optional', grant: refreshGrant },
  authorization_code: { secret: 'optional', grant: codeGrant },
  'urn:ietf:params:oauth:grant-type:jwt-bearer': { secret: 'none', grant: assertionGrant },
}

function passwordGrant({ body: { username, password } }: Request, { credentials: { salesforce } }: SalesforceContext): Granted {
  const same = username === salesforce.username && sameSecret(password, salesforce.password)
  return same ? {} : { refusal: refuseToken('invalid_grant', 'authentication failure') }
}

async function refreshGrant({ body: { refresh_token }, clientId }: Request, { tables }: SalesforceContext): Promise<Granted> {
  const row = refresh_token && (await tables.refresh_tokens.get(hash(refresh_token)))
  if (!row || row.client_id !== clientId) return { refusal: refuseToken('invalid_grant', 'expired access/refresh token') }
  return { scope: 'refresh_token api' }
}

async function codeGrant({ body, clientId }: Request, context: SalesforceContext): Promise<Granted> {
  const refusal = await takeCode({ ...body, clientId }, context)
  return refusal ? { refusal } : { scope: 'refresh_token api', refresh: true }
}

async function assertionGrant({ body: { assertion = '' }, base }: Request, context: SalesforceContext): Promise<Granted> {
  const refusal = await refuseAssertion(assertion, base, context)
  return refusal ? { refusal } : { scope: 'api', bare: true }
}
