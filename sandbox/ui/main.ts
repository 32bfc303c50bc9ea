import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import app from './app.vue'
import { router } from './router.ts'
import './style/fonts.css'
import './style/tokens.css'
import './style/base.css'
import './style/tones.css'

const queries = new QueryClient({
  // What happens is told by the event stream; a query is only repeated when the stream says so, or comes back.
  defaultOptions: { queries: { staleTime: 30_000, retry: 1, refetchOnWindowFocus: false } },
})

createApp(app).use(router).use(VueQueryPlugin, { queryClient: queries }).mount('#app')
