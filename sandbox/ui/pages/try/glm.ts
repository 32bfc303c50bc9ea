import type { KnownContent } from './vocabulary.ts'

/** What there is to say of a `glm_content`. */
export interface Advice {
  kind: 'info' | 'warn'
  text: string
}

const rule = 'The guide asks each new form for a unique value, different from all existing ones.'

/** Judges a value by GitLab's own ones and by whether leads carry it already. */
export function advise(value: string, known: KnownContent[], carried: boolean): Advice {
  if (!value.trim()) return { kind: 'warn', text: 'Without it nobody can tell where the lead came from.' }
  const own = known.find((one) => one.value === value)
  if (own) return { kind: 'info', text: `Used by GitLab: ${own.description} A new form needs a value of its own.` }
  if (carried) return { kind: 'warn', text: `Reused: leads in this sandbox carry it already. ${rule}` }
  return { kind: 'warn', text: `Unknown: neither the guide nor GitLab's code has it. That is right for a new form. ${rule}` }
}
