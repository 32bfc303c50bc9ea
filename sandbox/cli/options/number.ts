import { InvalidArgumentError } from 'commander'

/** Reads an option's value as a whole number within bounds, both included. */
export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= least && number <= most) return number
    const upTo = most === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${most}`
    throw new InvalidArgumentError(`It is no whole number, ${least}${upTo}.`)
  }

/** Reads an option's value as a percentage. */
export function percent(text: string): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (number <= 100) return number
  throw new InvalidArgumentError('It is no percentage, 0 to 100.')
}
