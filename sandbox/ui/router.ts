import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** What the browser's title says before "pql-sandbox". */
    title: string
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'overview', component: () => import('./pages/overview/overview.vue'), meta: { title: 'Overview' } },
  { path: '/leads', name: 'leads', component: () => import('./pages/leads/leads.vue'), meta: { title: 'Leads' } },
  { path: '/leads/:trace', name: 'lead', component: () => import('./pages/lead/lead.vue'), props: true, meta: { title: 'Lead' } },
  {
    path: '/tables/:system?/:table?',
    name: 'tables',
    component: () => import('./pages/tables/tables.vue'),
    props: true,
    meta: { title: 'Tables' },
  },
  { path: '/jobs', name: 'jobs', component: () => import('./pages/jobs/jobs.vue'), meta: { title: 'Jobs and clock' } },
  { path: '/logs', name: 'logs', component: () => import('./pages/logs/logs.vue'), meta: { title: 'Logs' } },
  { path: '/contracts', name: 'contracts', component: () => import('./pages/contracts/contracts.vue'), meta: { title: 'Contracts' } },
  { path: '/try', name: 'try', component: () => import('./pages/try/try.vue'), meta: { title: 'Try it' } },
  { path: '/:rest(.*)*', name: 'nowhere', component: () => import('./pages/nowhere.vue'), meta: { title: 'Not found' } },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.afterEach(({ meta }) => {
  document.title = `${meta.title} · pql-sandbox`
})
