import type { Hop } from '../consumer/interaction.ts'
import { hop as customersdotGitlab } from './customersdot-gitlab/hop.ts'
import { hop as customersdotPlatypus } from './customersdot-platypus/hop.ts'
import { hop as customersdotWorkato } from './customersdot-workato/hop.ts'
import { hop as gitlabCustomersdot } from './gitlab-customersdot/hop.ts'
import { hop as marketoSalesforce } from './marketo-salesforce/hop.ts'
import { hop as platypusWorkato } from './platypus-workato/hop.ts'
import { hop as workatoMarketo } from './workato-marketo/hop.ts'

/** The arrows of the pipeline that have a contract, in its order. */
export const hops: Hop[] = [
  ...[gitlabCustomersdot, customersdotGitlab, customersdotWorkato],
  ...[customersdotPlatypus, platypusWorkato, workatoMarketo, marketoSalesforce],
]
