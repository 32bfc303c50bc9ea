import { onScopeDispose, ref, shallowRef } from 'vue'
import { Refused } from '../../state/api.ts'
import { follow } from '../../state/stream.ts'
import { signIn } from './people.ts'
import type { Exchange } from './progress.ts'
import { useSpans } from './spans.ts'

/** A request as a form would send it. */
export interface Posted {
  /** GitLab's own, without the sandbox's prefix. */
  path: string
  query: Record<string, string>
  type: 'application/json' | 'application/x-www-form-urlencoded'
  body: string
}

/** The URL of a request, as GitLab sees it. */
export const urlOf = ({ path, query }: Pick<Posted, 'path' | 'query'>): string => {
  const search = new URLSearchParams(query).toString()
  return path + (search && `?${search}`)
}

/** A form's fields as its body. */
export const encode = (form: Record<string, string>): string => new URLSearchParams(form).toString()

/**
 * Submits forms and follows what they cause. Scripts see nothing of a redirect, not even its trace: so the browser names the
 * trace itself, and what GitLab answered is read from it.
 */
export function useSubmission(username: () => string) {
  const trace = ref('')
  const busy = ref(false)
  const failure = ref('')
  const answer = shallowRef<Exchange>()
  const { spans, look } = useSpans(trace)

  /** Resolves with GitLab's answer; undefined when there was none. `goesOn` puts it into the trace of the form before. */
  async function submit(posted: Posted, { goesOn = false } = {}): Promise<Exchange | undefined> {
    busy.value = true
    failure.value = ''
    answer.value = undefined
    try {
      await signIn(username())
      trace.value = (goesOn && trace.value) || hex(16)
      const span = hex(8)
      await send(posted, `00-${trace.value}-${span}-01`)
      await look()
      answer.value = spans.value.find((one): one is Exchange => one.type === 'exchange' && one.parent_id === span)
    } catch (error) {
      failure.value = error instanceof Refused ? error.message : 'The sandbox does not answer. It may have been stopped.'
    } finally {
      busy.value = false
    }
    return answer.value
  }

  function forget() {
    trace.value = ''
    answer.value = undefined
    failure.value = ''
  }

  onScopeDispose(follow(({ type }) => type === 'reset' && forget()))
  return { trace, busy, failure, answer, spans, submit, forget }
}

async function send(posted: Posted, traceparent: string) {
  const accept = posted.type === 'application/json' ? 'application/json, text/plain, */*' : 'text/html,application/xhtml+xml,*/*'
  const headers = { 'content-type': posted.type, accept, traceparent }
  await fetch(`/gitlab${urlOf(posted)}`, { method: 'POST', redirect: 'manual', headers, body: posted.body })
}

const hex = (bytes: number): string =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
