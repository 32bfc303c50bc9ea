import { ref, watch } from 'vue'

const key = 'pql-sandbox.token'

/** The access token of a sandbox that others reach; empty while none is wanted. Kept for this tab only. */
export const token = ref(sessionStorage.getItem(key) ?? '')

watch(token, (value) => sessionStorage.setItem(key, value))
