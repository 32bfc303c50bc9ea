import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import type { Client } from '../client.ts'

/** Seconds that a hold lasts; it is renewed three times as often. */
const seconds = 9

/** Holds a sandbox for one verification and returns what ends the hold. While another one holds it, says so and waits, up to `wait` seconds. */
export async function hold(client: Client, wait: number): Promise<() => Promise<void>> {
  const holder = `${hostname()}, process ${process.pid}, since ${new Date().toISOString()}`
  const claim = (seconds: number) => client.send('control.holdVerification', { body: { holder, seconds } })
  const until = performance.now() + wait * 1000
  for (let waits = false; ; waits = true) {
    const response = await claim(seconds)
    if (response.status !== 409 && (await client.accepted(response))) break
    const { error } = (await response.json()) as { error: string }
    if (performance.now() >= until) throw new Mistake(`${error} Waited ${wait} s for it. Try again, or wait longer with --wait.`)
    if (!waits) console.error(`${error} Waiting up to ${wait} s for it.`)
    await pause(200)
  }
  let last: Promise<unknown> = Promise.resolve()
  const renewal = setInterval(() => (last = claim(seconds).catch(() => {})), seconds * 333)
  return async () => {
    clearInterval(renewal)
    await last
    await claim(0).catch(() => {})
  }
}
