import { vocabulary } from 'virtual:vocabulary'
import { computed, reactive } from 'vue'
import type { Generation } from './fields.ts'
import { texts } from './handraise.ts'
import type { Setup } from './snippet.ts'

/** What is chosen for the button, and what of it counts in a generation: until 2023 `small` alone decides how it looks. */
export function useSetup(generation: () => Generation, glmContent: () => string) {
  const chosen = reactive<Omit<Setup, 'glmContent'>>({
    small: false,
    buttonText: texts.button,
    buttonAttributes: { variant: 'confirm', category: 'primary', size: 'medium' },
    ctaTracking: { action: 'click_button', label: '', property: '', value: '', experiment: '' },
    productInteraction: vocabulary.productInteractions[0] ?? '',
  })
  const setup = computed<Setup>(() => {
    const content = { glmContent: glmContent() }
    if (generation() === 'today') return { ...chosen, ...content }
    const looks = chosen.small ? { variant: 'confirm', size: 'small' } : { variant: 'default', size: 'medium' }
    return { ...chosen, ...content, buttonText: texts.button, buttonAttributes: looks }
  })
  return { chosen, setup }
}
