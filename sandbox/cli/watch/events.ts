/** One server-sent event. */
export interface ServerEvent {
  type: string
  data: string
}

/** The events of a text/event-stream as they come; comments are left out. Ends, or throws, with the connection. */
export async function* readEvents({ body }: Response): AsyncGenerator<ServerEvent> {
  if (!body) return
  let rest = ''
  const decoder = new TextDecoder()
  // TypeScript's DOM does not know yet that a stream may be iterated.
  for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
    const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parse(block)
      if (event.data) yield event
    }
  }
}

function parse(block: string): ServerEvent {
  const lines = block.split('\n')
  const valuesOf = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ''))
  return { type: valuesOf('event').at(-1) ?? 'message', data: valuesOf('data').join('\n') }
}
