import type { Pattern } from '../pattern.ts'

/** Places and paths of things that have none. */
export const places: Pattern[] = [
  {
    find: /\bst(?:ands?|ood|anding) (?:in|at|on|beside|behind|before|below|above|between|under|inside|within|around|next|there|here|first|last|nowhere|elsewhere|with)\b(?! for\b)/i,
    plain: 'is in; belongs in',
    catches: 'Its token stands in no table.',
    passes: 'Its token is not stored. A mock stands in for the broker.',
  },
  {
    find: /\bhow (?:things|it|they|the \w+) stands?\b|\bthings stand\b/i,
    plain: 'the state of; the status of',
    catches: 'How things stand with a trace follows from its summary.',
    passes: "A trace's state is derived from its summary and its open jobs.",
  },
  {
    find: /\bbeside\b/i,
    plain: 'next to; in addition to',
    catches: 'It is stored beside the build.',
    passes: 'It is stored next to the build.',
  },
  {
    find: /\bbesides\b/i,
    plain: 'also; in addition to',
    catches: 'What XML forbids besides.',
    passes: 'Characters that XML also forbids.',
  },
  {
    find: /\bl(?:ies?|ay|ying) (?:in|at|on|ahead|behind|below|above|between|under|within|outside|there|before)\b/i,
    plain: 'is in; is stored in',
    catches: 'The copy lies in a temporary folder.',
    passes: 'The copy is in a temporary folder.',
  },
  {
    find: /\b(?:begins?|begun|starts?|starting|pages on|comes?|reads?) behind\b/i,
    plain: 'after',
    catches: "The next page begins behind the last one's place.",
    passes: 'The next page starts after the last row. The button is behind the dialog.',
  },
  {
    find: /\bin the place of\b/i,
    plain: 'instead of',
    catches: 'The header goes in the place of the contract’s own.',
    passes: 'The header is sent instead of the one in the contract.',
  },
  {
    find: /\bt(?:akes?|aking|aken|ook) the place of\b/i,
    plain: 'replaces',
    catches: 'A snapshot takes the place of the journal.',
    passes: 'A snapshot replaces the journal.',
  },
  { find: /\bat the door\b/i, plain: 'pending', catches: 'Work is waiting at the door.', passes: 'Requests are pending.' },
  { find: /\bat hand\b/i, plain: 'current; available', catches: 'After the work at hand.', passes: 'After the current job.' },
  {
    find: /\b(?:lead|request|field|form|trial|hand raise|one|client|exchange)['’]s way\b|\bthe whole way\b|\bthe way of (?:a|leads?|20\d\d|\w+)\b(?! \w+ing)/i,
    plain: 'path; route; flow',
    catches: "This is one request's way through the core.",
    passes: 'This is the path of one request through the core.',
  },
  { find: /\bby way of\b/i, plain: 'through; via', catches: 'It goes by way of Platypus.', passes: 'It goes through Platypus.' },
  {
    find: /(?<!\bas )\bof today\b/i,
    plain: 'current; new',
    catches: 'It tests the trial of today.',
    passes: 'It tests the current trial. Figures as of today.',
  },
  {
    find: /\bfrom (?:\d[\d.]*|here|there) on\b/i,
    plain: 'or newer; after this',
    catches: 'Any Node.js from 20 on runs it.',
    passes: 'Node.js 20 or newer runs it. It follows the log from now on.',
  },
  {
    find: /\bat (?:its|their) (?:end|beginning)\b/i,
    plain: 'trailing; when it ends',
    catches: 'The base URL, without a slash at its end.',
    passes: 'The base URL, without a trailing slash.',
  },
  {
    find: /\bturn(?:s|ed|ing)? up\b/i,
    plain: 'appears; occurs',
    catches: 'Its name where it first turns up.',
    passes: 'Its name where it first appears.',
  },
  {
    find: /\b(?:constant|little|much|more|less|bounded|no) room\b/i,
    plain: 'memory; space',
    catches: 'It counts in constant room.',
    passes: 'It counts in constant memory.',
  },
  { find: /\bat the rim\b/i, plain: 'at the edges', catches: 'Effects happen at the rim.', passes: 'Effects happen at the edges.' },
]
