import { readFile, writeFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import { validator } from '../../../contracts/openapi/spec.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { html } from '../../../contracts/report/html.ts'
import { join } from '../../../contracts/report/join.ts'
import { junit } from '../../../contracts/report/junit.ts'
import { Client, type Connection } from '../client.ts'
import { Failure } from '../failure.ts'
import { contractsText } from '../print/contracts.ts'
import { collect } from './collect.ts'
import { accessToken, baseUrl } from './connection.ts'
import { filled } from './filled.ts'

type Report = Schema<'ControlContracts'>

/** Where a report goes besides the terminal. */
export interface Reports {
  json?: string | true
  junit?: string
  html?: string
  with: string[]
  reportTo?: string
  token?: string
}

/** Gives a command the options by which its report is kept. */
export const reported = (command: Command): Command =>
  command
    .option('--json [file]', 'write the report as JSON, to standard output unless a file is named')
    .option('--junit <file>', 'write it as JUnit XML, as GitLab and others read it', filled)
    .option('--html <file>', 'write it as one page that opens offline', filled)
    .addOption(
      new Option('--with <file>', 'put a report that was kept with --json on the same page (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(new Option('--report-to <url>', 'hand it to a running sandbox, for its page of contracts').argParser(baseUrl))
    .addOption(
      new Option('--token <token>', 'access token of the sandbox that is named by URL').env('PQL_SANDBOX_TOKEN').argParser(accessToken),
    )

/** Writes a report wherever it is wanted, then fails when what it says is not good enough; that counts more than a report that is lost. */
export async function conclude(report: Report, problems: string[], options: Reports) {
  const others = await Promise.all(options.with.map(readReport))
  console.log(options.json === true ? jsonOf(report) : contractsText(report))
  const lost = [
    ...(typeof options.json === 'string' ? [await write(options.json, `${jsonOf(report)}\n`)] : []),
    ...(options.junit ? [await write(options.junit, junit(report))] : []),
    ...(options.html ? [await write(options.html, html(join([report, ...others])))] : []),
    ...(options.reportTo ? [await handIn(report, { url: options.reportTo, token: options.token })] : []),
  ].filter((sentence) => sentence !== undefined)
  if (problems.length) throw new Failure([...problems, ...lost].join('\n'))
  if (lost.length) throw new Mistake(lost.join('\n'))
}

/** A report that another command wrote. */
async function readReport(path: string): Promise<Report> {
  try {
    return validator('ControlContracts').parse(JSON.parse(await readFile(path, 'utf8'))) as Report
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.message : 'its form is another'
    throw new Mistake(`${path} is no report that --json has written: ${reason}.`)
  }
}

const jsonOf = (report: Report): string => JSON.stringify(report, null, 2)

/** Resolves with the sentence why a file was not written, if so. */
async function write(path: string, text: string): Promise<string | undefined> {
  try {
    await writeFile(path, text)
  } catch (error) {
    return `${path} cannot be written: ${(error as NodeJS.ErrnoException).message}.`
  }
  return undefined
}

/** Resolves with the sentence why the sandbox did not take the report, if so. */
async function handIn(report: Report, connection: Connection): Promise<string | undefined> {
  const client = new Client(connection)
  try {
    await client.accepted(await client.send('control.reportContracts', { body: report }))
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
  return undefined
}
