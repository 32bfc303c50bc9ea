import type { Fields, Passage } from '../core/system/fields/fieldmap.ts'
import { unchanged } from '../core/system/fields/fieldmap.ts'
import { isScalar, leadForms, permitted } from './mapping.ts'

/** From a form to the lead that CustomersDot is sent, by the operation that the form was posted to. */
export function fromForm(operation: string | null, form: Fields): Passage {
  return {
    mapping: "GitLab's permitted fields",
    fields: unchanged(fieldsOf(operation, form)),
    passes: isScalar,
    withheld: 'Rails lets through no lists and objects here.',
    added: { glm_source: 'GitLab names itself as the source of every hand raise, whatever the form said.' },
    otherwise: "GitLab adds it from the user's account or the chosen namespace, whatever the form said.",
    dropped: 'It is none of the fields that GitLab lets through from this form.',
  }
}

function fieldsOf(operation: string | null, { step }: Fields): readonly string[] {
  const name = operation?.slice('gitlab.'.length) as keyof typeof leadForms
  if (name === 'createTrial' && (step === 'lead' || step === 'trial')) return permitted.olderTrialLead
  return leadForms[name] ?? []
}
