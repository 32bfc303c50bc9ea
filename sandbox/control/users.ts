import type { GitlabContext } from '../../mocks/gitlab/tables.ts'
import { sessionCookie, signIn } from '../../mocks/gitlab/users/session.ts'
import { describeUser, registerUser } from '../../mocks/gitlab/users/users.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'

export const userHandlers = (): Pick<ControlHandlers, 'signIn' | 'registerUser'> => ({
  async signIn({ body }, context) {
    const gitlab: GitlabContext = context.as('gitlab')
    const signedIn = await signIn(gitlab, body.username)
    if (!signedIn) return refuse(404, `GitLab has no user "${body.username}". Register one with POST /_sandbox/users.`)
    const cookie = `${sessionCookie}=${signedIn.token}; Path=/; HttpOnly; SameSite=Lax`
    return { status: 200, headers: { 'set-cookie': cookie }, body: await describeUser(gitlab, signedIn.user) }
  },

  async registerUser({ body }, context) {
    const gitlab: GitlabContext = context.as('gitlab')
    const registered = await registerUser(gitlab, body)
    if ('taken' in registered) return refuse(409, `The ${registered.taken} is taken. Choose another.`)
    if ('invalid' in registered) return refuse(400, `${registered.invalid.join('. ')}.`)
    return { status: 201, body: await describeUser(gitlab, registered.user) }
  },
})
