import { basicOf, bearerOf, grantOf, type Renewal, unsent } from '../core/system/access/renewal.ts'
import { handlers } from './handlers.ts'
import type { tables } from './tables.ts'

export const renewals: Record<string, Renewal<typeof tables>> = {
  PlatypusBasic: (_, { credentials }) => basicOf(credentials.platypus),
  PlatypusBearer: async (_, context) =>
    bearerOf(await handlers.createToken({ ...unsent, body: grantOf(context.credentials.platypus) }, context)),
}
