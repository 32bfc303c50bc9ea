/** `2024-01-01T00:00:00.000Z` as a person reads it: `2024-01-01 00:00:00 UTC`. Anything else as it is. */
export const stamp = (at: string): string => at.replace(/^([\d-]{10})T([\d:]{8})(?:\.\d+)?Z$/, '$1 $2 UTC')
