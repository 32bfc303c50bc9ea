import { type Field, type Name, shown, type Values } from './fields.ts'

/** What is wrong with a field, by its name. */
export type Complaints = Partial<Record<Name, string>>

/** What GitLab's form says before it sends anything. Blanks count as filled in, as they do there. */
export function complaints(fields: Field[], values: Values): Complaints {
  const found: Complaints = {}
  for (const { name, required, allowed } of shown(fields, values)) {
    const text = values[name] ?? ''
    if (!text && required) found[name] = required
    else if (text.trim() && allowed && !allowed.pattern.test(text)) found[name] = allowed.message
  }
  return found
}
