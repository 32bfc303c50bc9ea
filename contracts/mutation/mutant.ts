import type { Schema } from '../openapi/types.ts'

/** In which way a message is broken. */
export type Kind = Schema<'ControlMutant'>['kind']

/** A message that is broken in one way. */
export interface Mutant<Message> {
  /** JSON pointer into the message: `/status`, `/body/email`, `/headers/authorization`. Of a swap, the first of the two fields. */
  at: string
  kind: Kind
  message: Message
  /** Why the consumer does not mind (`x-not-relied-on`). */
  notReliedOn?: string
}
