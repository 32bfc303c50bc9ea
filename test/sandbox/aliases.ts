/** Ways to write a path that mean the same path (RFC 3986, 6.2.2; RFC 9112, 3.2). */
export const sameAs: Record<string, (path: string, origin: string) => string> = {
  'as it is': (path) => path,
  'with a question mark': (path) => `${path}?`,
  'with a closing slash': (path) => `${path}/`,
  'with doubled slashes': (path) => path.replaceAll('/', '//'),
  'with a dot': (path) => `/.${path}`,
  'with an escaped dot': (path) => `/%2E${path}/%2e`,
  'with two dots': (path) => `/_sandbox/health/../..${path}`,
  'with escaped dots': (path) => `/gitlab/%2e%2E${path}`,
  'with too many dots': (path) => `/../..${path}`,
  'with an escaped letter': (path) => path.replace(/[a-z]/, escaped),
  'with every letter escaped': (path) => path.replace(/[\w.-]/g, escaped),
  'in absolute form': (path, origin) => `${origin}${path}`,
  'in absolute form in capitals': (path, origin) => `${origin.toUpperCase()}${path}`,
  'in absolute form with dots': (path, origin) => `${origin}//./x/..${path}`,
}

/** Ways to write a path that mean another path, which a careless reader takes for the same. */
export const likeIt: Record<string, (path: string, origin: string) => string> = {
  'in capitals': (path) => path.toUpperCase(),
  'with a capital': (path) => path.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  'with a parameter': (path) => `${path};x`,
  'with a parameter in front': (path) => path.replace(/\w+/, '$&;x'),
  'with a NUL': (path) => `${path}%00`,
  'with an escaped blank': (path) => `${path}%20`,
  'with an escaped slash in front': (path) => `/%2f${path.slice(1)}`,
  'with an escaped slash behind': (path) => `${path}%2F`,
  'with backslashes': (path) => path.replaceAll('/', '\\').replace('\\', '/'),
  'with a backslash in front': (path) => `/\\${path.slice(1)}`,
  'with a backslash behind': (path) => `${path}\\`,
  'escaped twice': (path) => path.replace(/\w/, (letter) => escaped(letter).replace('%', '%25')),
  'with an incomplete escape': (path) => `/%zz/%2e%2e${path}`,
  'with more letters': (path) => `${path}x`,
  'in a query': (path) => `/nowhere?${path}`,
  'with something in front': (path) => `/x${path}`,
  'with a fragment': (path) => `${path}#x`,
  'behind a fragment': (path) => `/#${path}`,
  'without a slash': (path) => path.slice(1),
}

function escaped(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16)}`
}
