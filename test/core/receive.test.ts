import { getResponse } from 'msw'
import { expect, test } from 'vitest'
import { createMocks } from '../../mocks/index.ts'
import { handRaisePath } from '../journey/pipeline.ts'

const chunk = new Uint8Array(2 ** 16)

/** Sends a body to GitLab's mock that is produced chunk by chunk. */
async function send(pull: (controller: ReadableStreamDefaultController<Uint8Array>, count: number) => void) {
  const bugs: unknown[] = []
  const { handlers } = await createMocks({ automatic: false, report: (error) => void bugs.push(error) })
  let count = 0
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => pull(controller, count++) })
  const request = new Request(`https://gitlab.com${handRaisePath}`, { method: 'POST', body, duplex: 'half' } as RequestInit)
  return { response: await getResponse(handlers, request), bugs }
}

test('answers 413 to a body that does not end', async () => {
  const { response, bugs } = await send((controller) => controller.enqueue(chunk))
  expect([response?.status, bugs]).toEqual([413, []])
})

test('ends the connection of a client that stops sending, without a bug', async () => {
  const { response, bugs } = await send((controller, count) => (count ? controller.error(new Error('gone')) : controller.enqueue(chunk)))
  expect([response?.type, bugs]).toEqual(['error', []])
})
