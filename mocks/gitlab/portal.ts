import type { GitlabContext } from './tables.ts'

/** What GitLab's services get from `Gitlab::SubscriptionPortal::Client`, whatever CustomersDot answered. */
export type Portal<Data = unknown> = { success: true; data: Data } | { success: false; data: PortalErrors }

/** What the services keep of a refusal. */
export interface PortalErrors {
  /** One text or several, as CustomersDot sent them. */
  errors?: unknown
  error_attribute_map?: unknown
}

/**
 * What the client makes of an answer. Of a 422 only two members are kept; 402 and 403 are not worth a log line.
 * Source: GitLab 18.9, `parse_response` of ee/lib/gitlab/subscription_portal/client.rb; 403 since 19.3.
 */
export function outcome<Data>(context: GitlabContext, { status, body }: { status: number; body?: unknown }): Portal<Data> {
  if (status >= 200 && status < 300) return { success: true, data: (body ?? null) as Data }
  const errors = status === 0 ? 'Our team has been notified. Please try again.' : `HTTP status code: ${status}`
  context.fail(errors)
  if (status !== 402 && status !== 403) log(context, status)
  return { success: false, data: status === 422 && body && typeof body === 'object' ? kept(body) : { errors } }
}

function kept(body: object): PortalErrors {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name === 'errors' || name === 'error_attribute_map'))
}

function log(context: GitlabContext, status: number) {
  const answered = { message: 'Unsuccessful response code', error_class: 'Gitlab::SubscriptionPortal::Client::ResponseError', status }
  const unanswered = { message: 'No response', error_class: 'Gitlab::SubscriptionPortal::Clients::Rest::SubscriptionPortalRESTException' }
  context.log({ severity: 'ERROR', ...(status === 0 ? unanswered : answered) })
}
