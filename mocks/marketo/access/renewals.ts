import { bearerOf, grantOf, type Renewal, unsent } from '../../core/system/access/renewal.ts'
import { handlers } from '../handlers.ts'
import type { tables } from '../tables.ts'

export const renewals: Record<string, Renewal<typeof tables>> = {
  MarketoBearer: async (_, context) =>
    bearerOf(await handlers.getToken({ ...unsent, body: undefined, query: grantOf(context.credentials.marketo) }, context)),
}
