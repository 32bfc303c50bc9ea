import { startSandbox } from '../../sandbox/server/sandbox.ts'

/** A sandbox in a process of its own, to be killed. */
const sandbox = await startSandbox({ port: 0, data: process.argv[2] as string })
process.send?.({ url: sandbox.url, damage: sandbox.damage })
