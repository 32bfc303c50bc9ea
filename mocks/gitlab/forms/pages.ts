/** Text for HTML, attributes included. */
const escaped = (text: unknown): string => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const style = 'body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}h1{font-size:1.5rem}'

/** `content` is HTML; everything else is text. */
const page = (title: string, content: string): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style></head><body>${content}</body></html>`

/** A page that only tells. */
export const message = (title: string, heading: string, text: string): string =>
  page(title, `<h1>${escaped(heading)}</h1><p>${escaped(text)}</p>`)

/** A form that is shown again with its values kept and what is wrong with them. */
export interface Retry {
  title: string
  text: string
  errors: string[]
  button: string
  /** Where the form is posted, absolute. */
  action: string
  values: Record<string, unknown>
}

/** A page with a form to send again. */
export function retry({ title, text, errors, button, action, values }: Retry): string {
  const list = errors.length ? `<ul>${errors.map((error) => `<li>${escaped(error)}</li>`).join('')}</ul>` : ''
  const fields = Object.entries(values).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value ?? '')}">`,
  )
  const form = `<form method="post" action="${escaped(action)}">${fields.join('')}<button>${escaped(button)}</button></form>`
  return page(title, `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>${list}${form}`)
}
