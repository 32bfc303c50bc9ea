import { nameOf } from '../../../contracts/hops/pipeline.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { plain } from './plain.ts'

/** How many of the statuses that openapi.yaml documents have an interaction, a line for each hop; used or not, for information. */
export const documentedText = ({ hops }: Schema<'ControlContracts'>): string =>
  hops
    .map((hop) => {
      const statuses = (hop.coverage?.operations ?? []).flatMap(({ statuses }) => statuses)
      const exercised = statuses.filter(({ exercised }) => exercised).length
      return `${plain(nameOf(hop))}: ${exercised} of ${statuses.length} documented statuses exercised`
    })
    .join('\n')
