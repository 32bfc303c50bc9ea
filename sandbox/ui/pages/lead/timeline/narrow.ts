import { onScopeDispose, type Ref, ref } from 'vue'

/** Whether the window is as narrow as a phone; the width at which the pages' styles change too. */
export function useNarrow(): Ref<boolean> {
  const media = matchMedia('(max-width: 50rem)')
  const narrow = ref(media.matches)
  const look = () => void (narrow.value = media.matches)
  media.addEventListener('change', look)
  onScopeDispose(() => media.removeEventListener('change', look))
  return narrow
}
