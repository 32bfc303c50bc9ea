import { readFileSync } from 'node:fs'

/** A change of the code, and whether a test noticed it. */
export interface Mutant {
  /** File and line. */
  place: string
  /** The code on one line. */
  replaced: string
  replacement: string
  status: string
  /** Whether the code runs when a module is loaded, so that every test of the group should have run. */
  isStatic: boolean
  /** How many tests of the group did not run, because their file could not be loaded. */
  unloaded: number
}

interface Report {
  files: Record<string, { source: string; mutants: Found[] }>
  testFiles: Record<string, { tests: unknown[] }>
}

interface Found {
  status: string
  static?: boolean
  testsCompleted?: number
  replacement?: string
  location: { start: { line: number; column: number }; end: { line: number; column: number } }
}

/** The valid mutants of a report of Stryker. */
export function readReport(file: string): Mutant[] {
  const { files, testFiles } = JSON.parse(readFileSync(file, 'utf8')) as Report
  const tests = Object.values(testFiles).flatMap((one) => one.tests).length
  return Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants
      .filter(({ status }) => !['CompileError', 'RuntimeError', 'Ignored'].includes(status))
      .map((mutant) => ({
        place: `${name}:${mutant.location.start.line}`,
        replaced: short(textAt(source.split('\n'), mutant.location)),
        replacement: short(mutant.replacement ?? ''),
        status: mutant.status,
        isStatic: mutant.static === true,
        unloaded: tests - (mutant.testsCompleted ?? 0),
      })),
  )
}

/** Stryker takes a mutant for a survivor when a test file cannot be loaded because of it, although the run fails then. */
export const isKilled = ({ status, isStatic, unloaded }: Mutant): boolean =>
  ['Killed', 'Timeout'].includes(status) || (status === 'Survived' && isStatic && unloaded > 0)

function textAt(lines: string[], { start, end }: Found['location']): string {
  const first = lines[start.line - 1] ?? ''
  return start.line === end.line ? first.slice(start.column - 1, end.column - 1) : first.slice(start.column - 1)
}

const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 80)
