import { InvalidArgumentError } from 'commander'

/** Refuses an empty value, which an unset variable in `--data "$DIR"` gives: it would name the current folder, or every address. */
export function filled(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It is empty.')
  return text
}
