import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What everything is measured against: the least that a server of JSON can do. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { input?: { email: string }[] }
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(
      JSON.stringify({
        requestId: 'e42b#14272d07d78',
        success: true,
        result: [{ id: 50, status: 'created', email: body.input?.[0]?.email }],
      }),
    )
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }))
