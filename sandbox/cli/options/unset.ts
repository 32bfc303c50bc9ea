import type { Command } from 'commander'

/** Makes an empty environment variable count as one that is not set: `PORT: ${PORT:-}` in a compose file gives such a variable. */
export function ignoreEmptyVariables({ options, commands }: Command) {
  for (const option of options) if (option.envVar && process.env[option.envVar] === '') delete option.envVar
  for (const command of commands) ignoreEmptyVariables(command)
}
