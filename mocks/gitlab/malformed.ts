import type { Finding } from '../../contracts/findings.ts'
import type { Call, RawReply } from '../call.ts'
import { parseJson } from '../json.ts'
import { formType, mediaTypeOf } from '../media.ts'
import type { Read } from '../request.ts'
import { basic } from '../token.ts'

/**
 * What `Gitlab::Middleware::HandleMalformedStrings` refuses ahead of every controller and of the API: a path, credentials or parameters that hold NUL
 * or are not UTF-8, and a body that cannot be parsed. Source: GitLab, lib/gitlab/middleware/handle_malformed_strings.rb. That one passes what is
 * nested more than three levels deep.
 */
export function refuseMalformed(garbled: Finding[], call: Call, taken: Read | undefined): RawReply | undefined {
  return garbled.some(({ at }) => !at.startsWith('/body')) || isMalformedBody(garbled, call, taken) || hasMalformedCredentials(call)
    ? { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Bad Request' }
    : undefined
}

/** Of other media types Rails reads no parameters. */
function isMalformedBody(garbled: Finding[], call: Call, taken: Read | undefined): boolean {
  const mediaType = mediaTypeOf(call.headers)
  if (mediaType !== formType && mediaType !== 'application/json') return false
  if (garbled.length || call.flaw) return true
  if (mediaType === formType || !call.body) return false
  return taken ? taken.problem?.kind === 'malformed' : 'problem' in parseJson(call.body)
}

function hasMalformedCredentials({ headers: { authorization = '' } }: Call): boolean {
  const { name, password } = basic(authorization) ?? { name: utf8Of(authorization), password: '' }
  return /[\0\ufffd]/.test(name + password)
}

/** A header's bytes, which come as Latin-1, as UTF-8. */
const utf8Of = (text: string): string => new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0)))
