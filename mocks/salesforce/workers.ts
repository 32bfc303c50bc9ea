import type { Worker } from '../core/system/system.ts'
import { worker } from './bulk/worker.ts'
import type { tables } from './tables.ts'

export const workers: Record<string, Worker<typeof tables>> = { IngestJob: worker }
