import type { Pattern } from '../pattern.ts'

/** Words of lawyers and offices. */
export const office: Pattern[] = [
  { find: /\blest\b/i, plain: 'so that … not', catches: 'It waits, lest it is lost.', passes: 'It waits so that nothing is lost.' },
  { find: /\bhence\b/i, plain: 'so; therefore', catches: 'It is optional, hence the check.', passes: 'It is optional, so we check it.' },
  { find: /\b(?:thus|thereby)\b/i, plain: 'so; this way', catches: 'It is thus refused.', passes: 'So it is refused.' },
  {
    find: /\b(?:there|where|here)(?:in|of|by|upon|with|after|to|from|under)\b/i,
    plain: 'in it; after that',
    catches: 'The file and the rows therein.',
    passes: 'The file and the rows in it. It is therefore valid.',
  },
  { find: /(?<!\b(?:once|based) )\bupon\b/i, plain: 'on; when', catches: 'It fails upon a bad row.', passes: 'It fails on a bad row.' },
  {
    find: /\b(?:albeit|notwithstanding|nonetheless|nevertheless)\b/i,
    plain: 'although; still',
    catches: 'It is slow, albeit exact.',
    passes: 'It is slow but exact.',
  },
  {
    find: /\b(?:likewise|moreover|furthermore)\b/i,
    plain: 'also',
    catches: 'The token is likewise hashed.',
    passes: 'The token is hashed too.',
  },
  { find: /\b(?:merely|solely)\b/i, plain: 'only', catches: 'It merely quotes the status.', passes: 'It only quotes the status.' },
  { find: /\b(?:insofar|inasmuch|in so far)\b/i, plain: 'as far as; if', catches: 'Insofar as it is known.', passes: 'If it is known.' },
  { find: /\b(?:in order to|so as to)\b/i, plain: 'to', catches: 'Run it in order to check.', passes: 'Run it to check.' },
  {
    find: /\b(?:with (?:regard|respect) to|in regard to|as regards)\b/i,
    plain: 'about; for',
    catches: 'It asks with regard to the trial.',
    passes: 'It asks about the trial.',
  },
  { find: /\b(?:prior|subsequent) to\b/i, plain: 'before; after', catches: 'Prior to a reset.', passes: 'Before a reset.' },
  { find: /\butili[sz]e[sd]?\b/i, plain: 'use', catches: 'It utilizes the cache.', passes: 'It uses the cache.' },
  { find: /\bin the event (?:of|that)\b/i, plain: 'if', catches: 'In the event of a crash.', passes: 'If it crashes.' },
  { find: /\bso-called\b/i, plain: 'leave it out', catches: 'The so-called broker.', passes: 'The broker.' },
  { find: /\b(?:be it|be they)\b/i, plain: 'whether', catches: 'A list, be it long or short.', passes: 'A list, whether long or short.' },
  {
    find: /\b(?:as yet|hitherto|heretofore|henceforth)\b/i,
    plain: 'so far; from now onwards',
    catches: 'It is as yet unknown.',
    passes: 'It is not known yet.',
  },
  {
    find: /\bfor (?:want|lack) of\b/i,
    plain: 'without; because there is no',
    catches: 'It stops for want of space.',
    passes: 'It stops without space.',
  },
  {
    find: /\b(?:and|or) the like\b|\bsuchlike\b/i,
    plain: 'and similar …',
    catches: 'Tokens and the like.',
    passes: 'Tokens and similar secrets.',
  },
  {
    find: /\bin such a (?:way|manner) (?:that|as)\b/i,
    plain: 'so that',
    catches: 'It is built in such a way that it restarts.',
    passes: 'It is built so that it restarts.',
  },
  { find: /\brespectively\b|\bresp\./i, plain: 'name each', catches: 'They are 1 and 2, respectively.', passes: 'One is 1, the other 2.' },
  { find: /\bdue to the fact that\b/i, plain: 'because', catches: 'Due to the fact that it is slow.', passes: 'Because it is slow.' },
]
