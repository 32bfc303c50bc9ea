import type { Pattern } from '../pattern.ts'

/** Negations that deny the noun where English denies the verb. */
export const denials: Pattern[] = [
  {
    find: /(?<!\bthere )\b(?:is|are|was|were) none\b/i,
    plain: 'is not a …; invalid; missing',
    catches: 'A pact that is none is refused.',
    passes: 'There is none yet.',
  },
  {
    find: /(?<!\bthere (?:\w+ )?)\b(?:is|are|was|were) no (?!longer|more|less|fewer|different|better|other|such|later|earlier|one\b)(?=[a-z])/i,
    plain: 'is not a …',
    catches: 'It is no load tester.',
    passes: 'There is no user, and the token is no longer valid.',
  },
  {
    find: /\b(?:checks?|imports?|knows?|enqueues?|asks?|speaks?|demands?|mentions?|names|calls?) (?:no|nothing|neither)(?! longer| more)\b/i,
    plain: 'does not …',
    catches: 'Its forms check no CSRF token.',
    passes: 'Its forms do not check the CSRF token.',
  },
  { find: /\bnobody\b/i, plain: 'no one; no user; never', catches: 'Nobody sleeps.', passes: 'Tests never sleep.' },
  { find: /\beverybody\b/i, plain: 'everyone; all users', catches: 'Everybody sees it.', passes: 'All users see it.' },
  { find: /\banybody\b/i, plain: 'anyone; any client', catches: 'It breaks anybody.', passes: 'It breaks a client.' },
  { find: /\bsomebody\b/i, plain: 'someone; a user; a client', catches: 'Until somebody retries it.', passes: 'Until you retry it.' },
  { find: /\bnothing but\b/i, plain: 'only', catches: 'It loads nothing but this origin.', passes: 'It only loads this origin.' },
  { find: /\ball but\b/i, plain: 'all except', catches: 'It runs all but those tests.', passes: 'It runs all tests except those.' },
  {
    find: /\b(?:nor|neither) (?:does|do|did|is|are|can|has|have|was|were)\b/i,
    plain: 'repeat the verb: "the limit does not either"',
    catches: 'A bug does not count, nor does the rate limit.',
    passes: 'Neither bugs nor refusals count.',
  },
  {
    find: /\bany (?:more|longer)(?=\s*(?:[.,;:)|·-]|$))/i,
    plain: 'no longer',
    catches: 'It waits until no job is due any more.',
    passes: 'It waits until no job is due. Are there any more pages?',
  },
  {
    find: /\b(?:cannot|can not|can|could|does not|do not|not) do without\b|\bdoes without\b/i,
    plain: 'requires; works without',
    catches: 'A lead cannot do without a last name.',
    passes: 'A lead requires a last name.',
  },
  {
    find: /, else\b/i,
    plain: 'otherwise; or',
    catches: 'It takes the name of the form, else that of the user.',
    passes: 'It takes the name of the form, or that of the user.',
  },
]
