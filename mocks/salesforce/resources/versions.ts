/** The versions that the sandbox accepts, as openapi.yaml has them, with the oldest first: `66.0`. */
export const versions: readonly string[] = Array.from({ length: 27 }, (_, index) => `${42 + index}.0`)

const seasons = ['Spring', 'Summer', 'Winter'] as const

/** The release that brought a version: three a year, and v66.0 is Spring '26; a Winter release bears the next year's number. */
export function releaseOf(version: string): string {
  const since = Number(version) - 66
  const season = seasons[((since % 3) + 3) % 3]
  const year = 26 + Math.floor(since / 3) + (season === 'Winter' ? 1 : 0)
  return `${season} '${year}`
}
