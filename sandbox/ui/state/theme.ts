import { ref, watchEffect } from 'vue'

const key = 'pql-sandbox.theme'

/** Light, dark, or what the system says. */
export type Theme = 'light' | 'dark' | 'system'

export const theme = ref((localStorage.getItem(key) as Theme | null) ?? 'system')

watchEffect(() => {
  localStorage.setItem(key, theme.value)
  if (theme.value === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme.value
})
