import type { Exchange } from '../mocks/core/system/record.ts'

/** An exchange like any other, but for what the test is about. */
export const exchangeWith = (about: Partial<Exchange>): Exchange => ({
  type: 'exchange',
  id: '00f067aa0ba902b7',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  parent_id: null,
  consumer: 'browser',
  provider: 'gitlab',
  operation: null,
  method: 'POST',
  url: '/leads',
  attempt: 1,
  transport: 'simulated',
  started_at: '2024-01-01T00:00:00.000Z',
  duration_ms: 3.2,
  status: 201,
  request: { headers: {} },
  response: { headers: {} },
  findings: [],
  steps: [],
  logs: [],
  ...about,
})
