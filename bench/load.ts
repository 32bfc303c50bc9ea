import autocannon, { type Request } from 'autocannon'

export interface Measured {
  /** Requests a second. */
  rate: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/** Sends the same request over and over for some seconds; throws when an answer is no success, since it would flatter. */
export async function load(
  url: string,
  request: Pick<Request, 'method' | 'path' | 'headers' | 'body'>,
  seconds: number,
): Promise<Measured> {
  const result = await autocannon({ url, connections: 16, duration: seconds, idReplacement: true, requests: [request] })
  if (result.non2xx || result.errors)
    throw new Error(`${url}${request.path}: ${result.non2xx} refusals and ${result.errors} errors under load.`)
  return { rate: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
}

export const median = (numbers: number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] as number
