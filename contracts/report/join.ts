import { nameOf } from '../hops/pipeline.ts'
import type { Schema } from '../openapi/types.ts'

type Report = Schema<'ControlContracts'>

/** Reports of several commands as one: each hop with what any of them says of it; of two that say the same kind of thing the first counts. */
export function join(reports: Report[]): Report {
  const hops = new Map<string, Schema<'ControlHop'>>()
  for (const hop of reports.flatMap((report) => report.hops)) hops.set(nameOf(hop), { ...hop, ...hops.get(nameOf(hop)) })
  return { hops: [...hops.values()] }
}
