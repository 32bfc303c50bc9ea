import type { Browser, Page } from 'playwright-core'

/** Milliseconds from a navigation of a new tab until rows are drawn. */
export async function firstRows(browser: Browser, url: string): Promise<number> {
  const page = await newPage(browser)
  await page.goto(`${url}/leads`)
  const milliseconds = await page.evaluate(drawn)
  await page.context().close()
  return milliseconds
}

/** Milliseconds from a change in a field of the page until the rows that it leaves are drawn. */
export const change = (page: Page, field: string, value: string): Promise<number> =>
  page.evaluate(
    async ([selector, value]) => {
      const field = document.querySelector<HTMLInputElement | HTMLSelectElement>(selector)
      if (!field) throw new Error(`The page has no field ${selector}.`)
      const count = () => document.querySelector('.count')?.textContent
      const [before, began] = [count(), performance.now()]
      field.value = value
      field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }))
      while (document.querySelector('[aria-busy="true"]') || count() === before) await new Promise(requestAnimationFrame)
      return performance.now() - began
    },
    [field, value] as const,
  )

export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  return context.newPage()
}

/** Runs in the page: milliseconds since the navigation began when the first row is on the screen. */
export async function drawn(): Promise<number> {
  while (!document.querySelector('tbody tr a')) await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
  return performance.now()
}
