import { message } from './forms/pages.ts'

/** A page as a reply. */
export const asPage = <Status extends number>(status: Status, body: string) => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body,
})

/** Rails' own pages, as short texts. */
export const refusePage = {
  malformed: () => asPage(400, message('Bad Request', '400', 'The request could not be read.')),
  forbidden: () =>
    asPage(403, message('Forbidden', '403: You do not have permission to see this page', 'Your submission was not accepted.')),
  notFound: () => asPage(404, message('Not Found', '404: Page not found', 'Make sure the address is correct and the page has not moved.')),
  tooLarge: () => asPage(413, message('Request Entity Too Large', '413', 'The request is too large.')),
  failed: () => asPage(500, message('Something went wrong', '500: We are sorry, something went wrong on our end', 'Try again later.')),
}

/** Refusals of the API, as lib/api/helpers.rb words them. */
export const refuseApi = {
  unauthorized: () => ({ status: 401 as const, body: { message: '401 Unauthorized' as const } }),
  forbidden: () => ({ status: 403 as const, body: { message: '403 Forbidden' as const } }),
  noNamespace: () => ({ status: 404 as const, body: { message: '404 Namespace Not Found' as const } }),
  noSubscription: () => ({ status: 404 as const, body: { message: '404 GitlabSubscription Not Found' as const } }),
  invalid: (error: string) => ({ status: 400 as const, body: { error } }),
}
