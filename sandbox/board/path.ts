import { isBelow } from '../server/guard/target.ts'

/** Where Platypus has its dashboard. Source: GitLab PQL development guide (2022), the link to the queue. */
export const path = '/admin/queues'

/** Whether a normalised path is the dashboard's. */
export const isOn = (asked: string): boolean => isBelow(asked, path)
