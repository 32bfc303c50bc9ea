import { onTestFinished } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server/sandbox.ts'

/** A sandbox on free ports, in memory unless told otherwise, that is closed when the test is. */
export async function running(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ port: 0, ...options })
  onTestFinished(() => sandbox.close())
  return sandbox
}

/** Sends JSON and reads JSON. */
export async function json(
  url: string,
  { method, body, headers }: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
) {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) }
}
