import type { GitlabContext } from '../../../mocks/gitlab/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'

/** Jane's browser posts a form to GitLab; resolves with where it is sent. */
export const landing =
  (path: string, form: object) =>
  async ({ submit }: Consumer) => {
    const { status, headers } = await submit(path, 'jane', form)
    return headers.location ? { status, location: headers.location } : { status }
  }

/** The same before the feature flag that leads to CustomersDot's newer paths. */
export const landingByOlderPath = (path: string, form: object) => async (consumer: Consumer) => {
  await consumer.within(async ({ tables: { features } }: GitlabContext) => {
    const flag = await features.get('new_trial_lead_endpoint')
    if (flag) await features.update(flag, { enabled: false })
  })
  return landing(path, form)(consumer)
}

/** What GitLab's page says after a form that failed. */
export const reading =
  (path: string, form: object) =>
  async ({ submit }: Consumer) => {
    const { status, text } = await submit(path, 'jane', form)
    return { status, says: text.match(/<p>(.*?)<\/p>/)?.[1] ?? text }
  }

/** An act, and until when GitLab then has the add-on. */
export const purchase = (act: (consumer: Consumer) => Promise<object>) => async (consumer: Consumer) => {
  const landed = await act(consumer)
  const [purchase] = consumer.world.store.relation('gitlab.add_on_purchases').rows.values()
  return { ...landed, expires_on: purchase?.expires_on }
}
