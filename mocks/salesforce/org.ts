/** The org of the sandbox, and the one user of it: the integration user that every token runs as. */
export const org = {
  id: '00D000000000001EAA',
  user: { id: '005000000000001AAA', name: 'Integration User' },
} as const

/** The identity URL of the user, under the base that the caller used. */
export const identityUrl = (base: string) => `${base}/id/${org.id}/${org.user.id}`
