import type { RawReply } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import type { ControlHandlers } from './host.ts'

/** Operations that exist to give secrets to the caller: the setup of a real system, and what a verification has to send. */
const giving: readonly (keyof ControlHandlers)[] = ['getEnv', 'changeState']

type Handler = (...given: never[]) => RawReply | Promise<RawReply>

/** Handlers whose replies hold no secrets. Rows and jobs are kept as the real systems keep them, so they are redacted here. */
export function without(world: () => World, handlers: ControlHandlers): ControlHandlers {
  const wrapped = Object.entries<Handler>(handlers as never).map(([name, handle]): [string, Handler] => {
    if (giving.includes(name as keyof ControlHandlers)) return [name, handle]
    return [name, async (...given) => redact(await handle(...given), world())]
  })
  return Object.fromEntries(wrapped) as never
}

const redact = (reply: RawReply, { redactor }: World): RawReply => {
  const body = redactor.json(reply.body)
  return body === reply.body ? reply : { ...reply, body }
}
