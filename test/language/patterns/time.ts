import type { Pattern } from '../pattern.ts'

/** Adverbs of time and manner that are correct and unusual. */
export const time: Pattern[] = [
  {
    find: /(?<=\w )meanwhile\b/i,
    plain: 'in the meantime; since then',
    catches: 'It shows what another system must see meanwhile.',
    passes: 'Meanwhile, the server keeps answering.',
  },
  { find: /\banew\b/i, plain: 'again; new', catches: 'It reads the row anew.', passes: 'It reads the row again.' },
  {
    find: /(?<!\b(?:all|many|several|more|everything|them|both|one|two|three|ten|\w+s) )\bat once\b/i,
    plain: 'immediately; at the same time',
    catches: 'The job is dead at once.',
    passes: 'The job dies immediately. It sends 300 records at once.',
  },
  { find: /\bfor ever\b/i, plain: 'forever; without end', catches: 'A change waits for ever.', passes: 'A change waits forever.' },
  { find: /\bfor good\b/i, plain: 'permanently', catches: 'It was refused for good.', passes: 'It was refused permanently.' },
  { find: /\bat the latest\b/i, plain: 'no later than', catches: 'It ends with it at the latest.', passes: 'It ends no later.' },
  { find: /\bin turns\b/i, plain: 'alternately', catches: 'Both run in turns.', passes: 'Both run alternately.' },
  {
    find: /\b(?:as|how) (?:it|they) (?:is|are|was|were)(?=\s*(?:[.,;:)|·-]|$))/i,
    plain: 'unchanged; as is',
    catches: 'A damaged file is left as it is.',
    passes: 'A damaged file is left unchanged. It is read as it was sent.',
  },
  {
    find: /\band so (?:is|are|does|do|did|has)\b|, as (?:is|are|does|do|did) (?:the|a|an|no|its)\b/i,
    plain: '… too',
    catches: 'A batch is refused, and so is a trigger.',
    passes: 'A batch is refused. A trigger is refused too.',
  },
  {
    find: /\b(?:that|which|what|who) (?:is|are|was|were) to (?!say\b|blame\b)\w+/i,
    plain: 'must; will; the … to …',
    catches: 'It is a system that is to keep its contracts.',
    passes: 'It is a system that must keep its contracts.',
  },
  { find: /\bshall\b/i, plain: 'should; must', catches: 'The field shall reach Salesforce.', passes: 'The field must reach Salesforce.' },
  { find: /\bgood case\b/i, plain: 'success case', catches: 'Test the good case.', passes: 'Test the success case.' },
  { find: /\bset-ups?\b/i, plain: 'setup', catches: 'Print the variables of the set-up.', passes: 'Print the variables of the setup.' },
  { find: /\bcall-backs?\b/i, plain: 'callback', catches: 'It checks the call-back URL.', passes: 'It checks the callback URL.' },
  {
    find: /\bsince (?:\d+|two|three|many|some|several) (?:seconds|minutes|hours|days|weeks|months|years)\b/i,
    plain: 'for',
    catches: 'It runs since two hours.',
    passes: 'It has run for two hours.',
  },
  {
    find: /\b(?:how|as) it looks like\b|\bhow (?:does|do|did) \w+ look like\b/i,
    plain: 'what … looks like',
    catches: 'It shows how it looks like.',
    passes: 'It shows what it looks like.',
  },
  {
    find: /\bdepends? of\b|\bconsists? in\b/i,
    plain: 'depends on; consists of',
    catches: 'It depends of the plan.',
    passes: 'It depends on the plan.',
  },
  {
    find: /\b(?:allows?|permits?|enables?|suggests?|recommends?) to (?!be\b)[a-z]+\b(?!s)/i,
    plain: 'lets you …',
    catches: 'The option allows to read a file.',
    passes: 'The option lets you read a file.',
  },
  {
    find: /\b(?:informations|softwares|feedbacks|equipments|advices)\b/i,
    plain: 'the singular',
    catches: 'It shows informations.',
    passes: 'It shows information.',
  },
]
