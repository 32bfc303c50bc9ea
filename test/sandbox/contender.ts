import { type Lock, lock } from '../../sandbox/disk/lock.ts'

/**
 * A process that competes for a folder. At `lock` it says whether it got it and, if not, why; at `unlock` it lets it go.
 */
const folder = process.argv[2] as string
let held: Lock | undefined

process.on('message', async (order: 'lock' | 'unlock') => {
  if (order === 'lock') process.send?.(await attempt())
  else {
    held?.release()
    process.send?.('unlocked')
  }
})
process.send?.('ready')

async function attempt(): Promise<string> {
  try {
    held = await lock(folder, 50)
    return 'locked'
  } catch (error) {
    return (error as Error).message
  }
}
