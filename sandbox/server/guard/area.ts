import type { IncomingMessage } from 'node:http'
import type { Listener } from '../listener.ts'
import type { Target } from './target.ts'

/** The part of the sandbox that a request is for. */
export interface Area {
  part: 'system' | 'control' | 'queues' | 'pages' | 'nowhere'
  /** Path and query as this part reads them. */
  url: string
  answer: Listener
}

/** Finds the area of a request on a port. The guard calls it once, and the area it found answers. */
export type Areas = (target: Target, request: IncomingMessage) => Area
