import { type Pass, redacted } from './pass.ts'

/** User and password in URLs: `http://user:password@host`. */
export const userinfo: Pass = (text) => (text.includes('://') ? text.replace(/(:\/\/)[^\s/?#"<>\\]*@/g, `$1${redacted}@`) : text)

/** Secrets in paths, such as `/oauth2/revoke/…`, and where a reply repeats the path. */
export const steps: Pass = (text, redactor) => {
  let last = { end: -1, isSecret: false }
  return text.replace(/\/([^\s/?#&"'<>;=,\\]+)/g, (step, name: string, start: number) => {
    const follows = last.end === start && last.isSecret
    last = { end: start + step.length, isSecret: redactor.isSecretStep(name) }
    return follows ? `/${redacted}` : step
  })
}

/** How often a text is decoded: a URL in a URL in a URL. */
const deepest = 3

/** Percent-encoded text, such as a URL in a query. What holds a secret stays decoded, but for its separators. */
export const encoded: Pass = (text, redactor, depth) => {
  if (depth >= deepest || !text.includes('%')) return text
  return text.replace(/[^\s&"'<>?#]+/g, (run) => {
    const decoded = run.includes('%') ? plain(run) : run
    const clean = decoded === run ? run : redactor.text(decoded, depth + 1)
    return clean === decoded ? run : clean.replaceAll('&', '%26')
  })
}

/** Byte for byte, as names of secrets have no other characters. A broken escape stays unchanged. */
const plain = (text: string) => text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
