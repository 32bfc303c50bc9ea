import type { Pattern } from '../pattern.ts'

/** Sentences that open with a clause where English opens with a noun. */
export const openings: Pattern[] = [
  {
    find: /\bWhat of\b/,
    plain: 'open with a noun',
    catches: 'What of a request decides how a record is saved.',
    passes: 'Request options that decide how a record is saved.',
  },
  {
    find: /\bWhat (?:is|was|are|were|has|have|comes?|came|goes|may|can|cannot|does|stands|lies|follows|fell|fails?|failed|happens?|happened)\b[^.?!:|·]{1,160}\.(?=\s|$)/,
    plain: 'open with a noun: "The rows that …"',
    catches: 'What was sent is kept.',
    passes: 'Sent rows are kept. What is kept?',
  },
  {
    find: /(?<=[.;:,(] )what (?:comes|came|fell|lies|failed|stands|was sent|was answered|follows) [^.?;,·]{1,60}? (?:is|are|was|were|has|have|goes|stays|gets)\b/,
    plain: 'use a noun: "later rows"',
    catches: 'The line ends here: what comes before is complete.',
    passes: 'The line ends here. Earlier lines are complete.',
  },
  {
    find: /\bWho(?:se|m)?\b(?! (?:Health|is who))[^.?!:|·]{1,160}\.(?=\s|$)/,
    plain: 'open with a noun: "Users who …"',
    catches: 'Who learnt to work with that page finds the same one here.',
    passes: 'Users of that page find the same one here. Who sends it?',
  },
  {
    find: /(?:^|[.;:] )Say, /,
    plain: 'for example,',
    catches: 'Say, one more field of the hand raise.',
    passes: 'For example, one more field of the hand raise.',
  },
  {
    find: /\b(?:Inside|Below|Above|Behind|Around|Between) (?:(?:it|them|that|this) (?:stands?|lies?|comes?|are|is)|stands?|lies?)\b/,
    plain: 'subject first: "A span has …"',
    catches: 'Inside it are its steps.',
    passes: 'A span has steps.',
  },
  {
    find: /(?:^|[.;,] )(?:were|had|should) (?:it|they|there|this|that) (?!not\b.*\?)\w+/i,
    plain: 'if …',
    catches: 'A client reads it, should it exist.',
    passes: 'A client reads it if it exists.',
  },
]
