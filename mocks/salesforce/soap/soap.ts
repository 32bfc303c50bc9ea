import type { Handlers } from '../../core/system/system.ts'
import { isSpent } from '../access/limits.ts'
import { isOpen } from '../access/open.ts'
import type { tables } from '../tables.ts'
import { convertLeads } from './convert.ts'
import { clientFault, sforceFault } from './faults.ts'
import { login, logout } from './login.ts'

/** One path for all calls: the element in the body says which it is. */
export const soap: Pick<Handlers<'salesforce', typeof tables>, 'callSoap'> = {
  async callSoap(asked, context) {
    const { Header, Body } = asked.body.Envelope
    if (Body.login) return login(Body.login, { base: asked.base, version: asked.path.version }, context)
    const session = Header?.SessionHeader?.sessionId
    if (!session || !(await isOpen(session, context)))
      return sforceFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session')
    if (isSpent(context)) return sforceFault('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')
    if (Body.logout) return logout(session, context)
    const version = `v${asked.path.version}`
    if (Body.convertLead) return convertLeads(Body.convertLead.leadConverts, { path: { version }, headers: {} }, context)
    return clientFault(`No operation available for request ${Object.keys(Body)[0] ?? ''}`)
  },
}
