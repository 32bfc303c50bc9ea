import type { Call, RawReply } from './call.ts'

/**
 * Decides once for each call whether it is let in, for limits that count calls: one whose handler runs again after a conflict, or
 * that another security scheme is tried for, passes its guard again. undefined lets it in, a reply refuses it.
 */
export function admitOnce(memory: Map<string, unknown>, call: Call, decide: () => RawReply | undefined): RawReply | undefined {
  const decisions = (memory.get('admissions') as WeakMap<Call, RawReply | undefined> | undefined) ?? new WeakMap()
  memory.set('admissions', decisions)
  if (!decisions.has(call)) decisions.set(call, decide())
  return decisions.get(call)
}
