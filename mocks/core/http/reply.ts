import type { Sent } from '../system/call.ts'

/** A reply off the wire, its JSON parsed. */
export function readReply(
  { status, headers, text }: Sent,
  readJson: (text: string) => unknown = JSON.parse,
): { status: number; headers: Record<string, string>; body: unknown } {
  const json = (headers['content-type'] ?? '').includes('json')
  return { status, headers, body: text === '' ? undefined : json ? readJson(text) : text }
}
