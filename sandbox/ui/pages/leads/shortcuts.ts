import { onScopeDispose, ref, watch } from 'vue'

const stored = 'pql-sandbox.shortcuts'

/** Whether single keys do something on their own; whoever speaks to the computer may want them off (WCAG 2.1.4). */
export const isOn = ref(localStorage.getItem(stored) !== 'off')
watch(isOn, (on) => localStorage.setItem(stored, on ? 'on' : 'off'))

/** Lets single keys act while nothing is typed into and no dialog is open. */
export function useShortcuts(acts: Record<string, () => void>) {
  const listen = (event: KeyboardEvent) => {
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined
    if (!act || !isOn.value || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
    event.preventDefault()
    act()
  }
  window.addEventListener('keydown', listen)
  onScopeDispose(() => window.removeEventListener('keydown', listen))
}

const isBusy = (target: EventTarget | null) =>
  (target instanceof Element && target.closest('input, select, textarea, [contenteditable], [role="dialog"]') !== null) ||
  document.querySelector('[role="dialog"]') !== null
