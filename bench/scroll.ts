import type { Page } from 'playwright-core'

/** Pixels that the wheel turns each time: about as far as a hand flings a page. */
const turn = 900

export interface ScrollResult {
  frames: number
  /** Frames in which a part of the list showed no row. */
  blank: number
  /** Rows that went by. */
  rows: number
}

/** Turns the wheel for some seconds, and looks in every frame whether rows fill the window. */
export async function scroll(page: Page, seconds: number): Promise<ScrollResult> {
  await page.mouse.move(700, 500)
  await page.evaluate(watch)
  const end = performance.now() + seconds * 1000
  while (performance.now() < end) await page.mouse.wheel(0, turn)
  return page.evaluate(() => (window as unknown as { seen: () => ScrollResult }).seen())
}

/** Runs in the page. */
function watch() {
  const seen = { frames: 0, blank: 0, rows: 0 }
  const rowAt = (height: number) => document.elementFromPoint(700, height)?.closest('tbody tr')
  let going = true
  const look = () => {
    if (!going) return
    const top = (document.querySelector('tbody')?.getBoundingClientRect().top ?? 0) + 1
    const bottom = innerHeight - 2
    const heights = Array.from({ length: 12 }, (_, place) => Math.max(top, 60) + ((bottom - Math.max(top, 60)) * place) / 11)
    seen.frames++
    if (!heights.every(rowAt)) seen.blank++
    seen.rows = Math.max(seen.rows, Number(rowAt(bottom)?.getAttribute('aria-rowindex') ?? 0))
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  const end = () => {
    going = false
    return seen
  }
  Object.assign(window, { seen: end })
}
