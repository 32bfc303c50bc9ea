/** Characters of a long text. */
const long = 2 ** 15
/** Milliseconds on a long text that quadratic work is far beyond, and linear work far below. */
const negligible = 8
/**
 * By how much a long text may take longer than the same length in quarters: 1 when the work is linear, 4 when it is quadratic. This much
 * means a factor of three for each doubling, which leaves room for noise.
 */
const steepest = 9 / 4
/** Milliseconds of measuring after which a result is believed. */
const patience = 500

/** Makes a text of about so many characters. */
export type Grow = (size: number) => string

type Work = (text: string) => unknown

/** The texts, by their names, on which the time of some work grows faster than they do, each with the factor. */
export async function steep(work: Work, texts: [name: string, grow: Grow][]): Promise<[string, number][]> {
  const found: [string, number][] = []
  for (const [name, grow] of texts) {
    const factor = await growth(work, grow)
    if (factor > steepest) found.push([name, factor])
  }
  return found
}

/** How much longer one long text takes than its length in quarters; 0 when it takes too little time to measure. */
async function growth(work: Work, grow: Grow): Promise<number> {
  let whole = await cost(work, [grow(long)])
  if (whole < negligible) return 0
  let quarters = Number.POSITIVE_INFINITY
  for (let spent = 0; (quarters === Number.POSITIVE_INFINITY || whole > quarters * steepest) && spent < patience; spent += whole) {
    quarters = Math.min(quarters, await cost(work, Array(4).fill(grow(long / 4))))
    whole = Math.min(whole, await cost(work, [grow(long)]))
  }
  return whole / quarters
}

/** Milliseconds that this thread's processor works, so that the machine's other processes do not count. */
async function cost(work: Work, texts: string[]): Promise<number> {
  const before = process.threadCpuUsage()
  for (const text of texts) await work(text)
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
