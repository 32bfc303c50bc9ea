type Headers = Record<string, string>

/** The media type that a request declares, in lower case and without parameters; empty when it declares none. */
export const mediaTypeOf = (headers: Headers): string => (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The charset that a request declares. */
export const charsetOf = (headers: Headers): string | undefined => headers['content-type']?.match(/;\s*charset="?([^\s;"]+)/i)?.[1]

export const formType = 'application/x-www-form-urlencoded'
