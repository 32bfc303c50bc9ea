/** A provider's answer, as it goes over the wire. */
export interface Reply {
  status: number
  /** Names in lower case, without those of the connection. */
  headers: Record<string, string>
  text: string
}

/** Headers that belong to a connection or to the moment, and not to what was answered. */
const passing = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding', 'date']

/** Reads what `fetch` resolved with. */
export async function readReply(response: Response): Promise<Reply> {
  const headers = [...response.headers].filter(([name]) => !passing.includes(name))
  return { status: response.status, headers: Object.fromEntries(headers), text: await response.text() }
}

/** The body of a reply when it says that it is JSON, and is. */
export function jsonOf({ headers, text }: Reply): { json: unknown } | undefined {
  if (!headers['content-type']?.includes('json')) return undefined
  try {
    return { json: JSON.parse(text) }
  } catch {
    return undefined
  }
}
