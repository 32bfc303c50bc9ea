import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'

interface Hold {
  holder: string
  /** By the world's timer: a provider state may move the clock. */
  until: number
}

/** One verification at a time may set states. Its hold ends with its time, so that a killed one does not keep the sandbox. */
export const holdHandlers = (world: () => World): Pick<ControlHandlers, 'holdVerification'> => ({
  holdVerification({ body: { holder, seconds } }, { memory }) {
    const hold = memory.get('hold') as Hold | undefined
    const now = world().timer()
    if (hold && hold.holder !== holder && hold.until > now) return refuse(409, `This sandbox is being verified by ${hold.holder}.`)
    memory.set('hold', { holder, until: now + seconds * 1000 } satisfies Hold)
    return { status: 204 }
  },
})
