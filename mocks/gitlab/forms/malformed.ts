import type { Finding } from '../../../contracts/openapi/findings.ts'
import { formType, mediaTypeOf } from '../../core/http/body/media.ts'
import { parseJson } from '../../core/http/json.ts'
import type { Read } from '../../core/http/request.ts'
import type { Call, RawReply } from '../../core/system/call.ts'
import { basic } from '../../core/system/oauth.ts'
import { atOnce } from '../../core/system/turn.ts'

/**
 * Refuses what `Gitlab::Middleware::HandleMalformedStrings` refuses before any controller: NUL and text that is not UTF-8 in the path, in
 * credentials and in parameters, and a body that cannot be parsed. The real one does not look for NUL deeper than three levels.
 * Source: GitLab, lib/gitlab/middleware/handle_malformed_strings.rb.
 */
export function refuseMalformed(garbled: Finding[], call: Call, taken: Read | undefined): RawReply | undefined {
  return garbled.some(({ at }) => !at.startsWith('/body')) || isMalformedBody(garbled, call, taken) || hasMalformedCredentials(call)
    ? { status: 400, headers: { 'content-type': 'text/plain' }, body: 'Bad Request' }
    : undefined
}

/** Rails reads parameters from bodies of these two media types only. */
function isMalformedBody(garbled: Finding[], call: Call, taken: Read | undefined): boolean {
  const mediaType = mediaTypeOf(call.headers)
  if (mediaType !== formType && mediaType !== 'application/json') return false
  if (garbled.length || call.flaw) return true
  if (mediaType === formType || !call.body) return false
  return taken ? taken.problem?.kind === 'malformed' : 'problem' in atOnce(parseJson(call.body))
}

function hasMalformedCredentials({ headers: { authorization = '' } }: Call): boolean {
  const { name, password } = basic(authorization) ?? { name: utf8Of(authorization), password: '' }
  return /[\0\ufffd]/.test(name + password)
}

/** The bytes of a header, which arrive as Latin-1, read as UTF-8. Most headers are ASCII. */
const utf8Of = (text: string): string =>
  /[\u0080-\u00ff]/.test(text) ? new TextDecoder().decode(Uint8Array.from(text, (character) => character.charCodeAt(0))) : text
