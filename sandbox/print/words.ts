export { count, nameOf } from '../../contracts/words.ts'

/** Milliseconds as a person says them: `3.2 ms`, `62 ms`, `1.5 s`, `5 min`. */
export function took(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  return seconds < 120 ? `${Number(seconds.toFixed(1))} s` : `${Math.round(seconds / 60)} min`
}
