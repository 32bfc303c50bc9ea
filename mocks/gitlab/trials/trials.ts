import type { Reply } from '../../../contracts/openapi/types.ts'
import { paramsOf } from '../mapping.ts'
import type { GitlabContext } from '../tables.ts'
import { startDuoEnterprise, startDuoPro } from './addons.ts'
import { applyTrial2022, createTrialLead2022 } from './legacy.ts'
import { startStepped } from './stepped.ts'
import type { TrialAsked } from './trial.ts'
import { startUltimate } from './ultimate.ts'

/** One path, two generations: the steps of 2023 have names of their own. */
function createTrial(asked: TrialAsked, context: GitlabContext): Promise<Reply<'gitlab.createTrial'>> {
  const { step } = paramsOf(asked)
  return step === 'lead' || step === 'trial' ? startStepped(asked, context) : startUltimate(asked, context)
}

export const trials = {
  createTrial,
  createDuoProTrial: startDuoPro,
  createDuoEnterpriseTrial: startDuoEnterprise,
  createTrialLead2022,
  applyTrial2022,
}
