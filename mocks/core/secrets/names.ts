import type { Document, JsonSchema } from '../../../contracts/openapi/document.ts'

const always = ['authorization', 'cookie', 'set-cookie', 'proxy-authorization']

/**
 * Every name that openapi.yaml gives to a secret, in lower case: properties and parameters with `format: password`, headers of
 * security schemes. A value with such a name is redacted everywhere, in unknown and malformed requests too.
 */
export function secretNames(root: Document): Set<string> {
  const names = new Set(always)
  for (const scheme of Object.values(root.components.securitySchemes ?? {})) if (scheme.name) names.add(scheme.name.toLowerCase())
  collect(root, names)
  return names
}

function collect(node: unknown, names: Set<string>) {
  if (!node || typeof node !== 'object') return
  const { name, schema, properties } = node as { name?: string; schema?: JsonSchema; properties?: Record<string, JsonSchema> }
  if (name && schema?.format === 'password') names.add(name.toLowerCase())
  for (const [key, property] of Object.entries(properties ?? {})) if (property.format === 'password') names.add(key.toLowerCase())
  for (const value of Object.values(node)) collect(value, names)
}

/**
 * Names of secrets that the document does not have, since the simulated operations do not take them. Sources: GitLab docs, REST API
 * authentication and feed tokens; RFC 6749, 7521, 7636, 8628 and 8693; Salesforce help, frontdoor.jsp; Workato's older `user_token`.
 */
export const fixedNames: readonly string[] = [
  ...['job_token', 'deploy_token', 'rss_token', 'feed_token', 'incoming_email_token', 'static_object_token'],
  ...['reset_password_token', 'confirmation_token', 'invitation_token', 'request_token', 'auth_token', 'session_token', 'bearer', 'jwt'],
  ...['user_email', 'x-user-email', 'user_token', 'api_key', 'sid', 'security_token', 'security_answer'],
  ...['client_assertion', 'id_token', 'device_code', 'user_code', 'subject_token', 'actor_token'],
  ...['passwd', 'passphrase', 'otp', 'private_key', 'credentials'],
]

/** Ends of names of secrets, after any beginning: `new_password`, `webhookSecret`. */
export const nameEnds: readonly string[] = ['password', 'secret']

/** Names of secrets in a query and in a token request. Elsewhere an error or a country has a `code`. */
export const grantNames: readonly string[] = ['code']

/** Steps of a path that a secret follows. A name of a secret is such a step too. */
export const pathNames: readonly string[] = ['revoke', 'userinfo', 'introspect']

/** Ends of the names of headers that carry secrets, after any beginning: `X-Gitlab-Static-Object-Token`. */
export const headerEnds: readonly string[] = ['token', 'key', 'session', 'authorization']

/** What a name may be written with instead of its plain characters. */
export const spellings: Record<string, (name: string) => string> = {
  percent: (name) => name.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  escape: (name) => name.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  /** `user[password]`, `lead.password[]` */
  nested: (name) => (/[.[\]]/.test(name) ? (name.split(/[.[\]]+/).findLast(Boolean) ?? '') : name),
  case: (name) => name.toLowerCase(),
  /** `private-token`, `clientSecret` */
  separators: (name) => name.replace(/[^a-zA-Z0-9]+/g, ''),
}
