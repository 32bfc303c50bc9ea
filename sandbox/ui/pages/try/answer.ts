/** What a page of GitLab says, without its markup. */
export interface Said {
  title: string
  texts: string[]
  /** The form that it offers, when it is one to send again. */
  form?: { path: string; query: Record<string, string>; values: Record<string, string>; button: string }
}

/** Reads a page as an inert document: nothing of it is run, loaded or shown as markup. */
export function readPage(html: string): Said {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const texts = [...page.querySelectorAll('h1, p, li')].map(({ textContent }) => textContent?.trim() ?? '').filter(Boolean)
  return { title: page.title, texts, form: formOf(page) }
}

function formOf(page: Document): Said['form'] {
  const form = page.querySelector('form')
  const action = URL.parse(form?.getAttribute('action') ?? '')
  const path = action?.pathname.match(/\/-\/.*/)?.[0]
  if (!form || !action || !path) return undefined
  const inputs = [...form.querySelectorAll('input')].map((input) => [input.name, input.value] as const)
  const button = form.querySelector('button')?.textContent ?? ''
  return { path, query: Object.fromEntries(action.searchParams), values: Object.fromEntries(inputs), button }
}
