import type { Schema } from '../../../contracts/openapi/types.ts'

type Application = Schema<'CustomersdotTrialApplication'>

/** What any of the endpoints that apply a trial is asked. */
export type ApplyRequest = { trial_user: Application; uid?: number; add_on_name?: Application['add_on_name'] }
