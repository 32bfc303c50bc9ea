/** How a broker lets somebody in, as the variables that Pact's tools read: with a token, or with a name and a password. */
export type Credentials = Partial<Record<'PACT_BROKER_TOKEN' | 'PACT_BROKER_USERNAME' | 'PACT_BROKER_PASSWORD', string>>

/** The credentials in an environment. A token counts more than a name, as the tools refuse both; an empty password is none to them. */
export function credentialsIn(env: Record<string, string | undefined>): Credentials {
  const { PACT_BROKER_TOKEN, PACT_BROKER_USERNAME, PACT_BROKER_PASSWORD } = env
  if (PACT_BROKER_TOKEN) return { PACT_BROKER_TOKEN }
  if (!PACT_BROKER_USERNAME) return {}
  return { PACT_BROKER_USERNAME, ...(PACT_BROKER_PASSWORD && { PACT_BROKER_PASSWORD }) }
}

/** The header that a broker wants, if any. */
export function authorization(credentials: Credentials): Record<string, string> {
  const { PACT_BROKER_TOKEN: token } = credentials
  if (token) return { authorization: `Bearer ${token}` }
  const basic = basicOf(credentials)
  return basic ? { authorization: `Basic ${basic}` } : {}
}

/** What must not be told, in each form that it is sent in. */
export function secretsIn(credentials: Credentials): string[] {
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_PASSWORD: password } = credentials
  return [token, password, basicOf(credentials)].filter((secret) => secret !== undefined)
}

function basicOf({ PACT_BROKER_USERNAME: name, PACT_BROKER_PASSWORD: password = '' }: Credentials): string | undefined {
  return name && Buffer.from(`${name}:${password}`).toString('base64')
}
