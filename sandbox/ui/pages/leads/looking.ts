import type { QueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import type { Filter } from './filter.ts'
import type { Load } from './loading.ts'

/** A list of leads, and how much of it is seen. */
export interface List {
  filter: Ref<Filter>
  key: Ref<unknown[]>
  load: Load
  /** Ids of the rows in view. */
  visible: Ref<string[]>
  /** Whether the list's beginning is out of view. */
  isAway: Ref<boolean>
}

/** A list and its state. */
export interface Looking extends List {
  queries: QueryClient
  /** Leads that came on top unseen. */
  above: Ref<number>
  /** Leads that are not shown until the list is loaded again. */
  held: Ref<number>
  /** Traces that may have changed, which are asked for when they come into view. */
  touched: Set<string>
}
