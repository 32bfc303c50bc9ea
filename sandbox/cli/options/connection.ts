import { type Command, InvalidArgumentError, Option } from 'commander'
import { Mistake } from '../../../contracts/openapi/mistake.ts'

/** Gives a command the options by which a client finds the sandbox. */
export const connected = (command: Command): Command =>
  command
    .addOption(
      new Option('--url <url>', 'where the sandbox answers').env('PQL_SANDBOX_URL').default('http://127.0.0.1:4000').argParser(baseUrl),
    )
    .addOption(
      new Option('--token <token>', 'access token that the sandbox printed at start, if it did')
        .env('PQL_SANDBOX_TOKEN')
        .argParser(accessToken),
    )

/** An access token as a header can carry it. Another text is refused in words that do not repeat it. */
export function accessToken(text: string): string {
  if (/[^!-~]/.test(text)) throw new Mistake('The access token has a blank, a line break or another character that no token has.')
  return text
}

/** An option's URL, without a slash at its end. One with a password is refused in words that do not repeat it. */
export function baseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.username || url?.password) throw new Mistake('An address must not have a user name or a password in it.')
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') throw new InvalidArgumentError('It is no http:// or https:// address.')
  return text.replace(/\/+$/, '')
}
