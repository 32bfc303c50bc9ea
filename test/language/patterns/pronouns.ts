import type { Pattern } from '../pattern.ts'

/** Pronouns where English repeats the noun. */
export const pronouns: Pattern[] = [
  { find: /\bwhoever\b/i, plain: 'the caller; the user who', catches: 'It answers whoever asks.', passes: 'It answers the caller.' },
  { find: /\bwhom(?:ever)?\b/i, plain: 'that; who', catches: 'One whom we do not know.', passes: 'A user that we do not know.' },
  { find: /\bwhatever\b/i, plain: 'any; regardless of', catches: 'It is sent, whatever the score.', passes: 'It is sent at any score.' },
  { find: /\bwhichever\b/i, plain: 'any; whether … or …', catches: 'It comes by whichever hop.', passes: 'It comes by any hop.' },
  {
    find: /\bwherever\b(?! possible| necessary)/i,
    plain: 'everywhere; in any …',
    catches: 'It is redacted wherever it appears.',
    passes: 'It is redacted everywhere. Use it wherever possible.',
  },
  {
    find: /\bthose (?:that|who|which|whose)\b/i,
    plain: 'name them: "commands that"',
    catches: 'Those that ask a running sandbox find it by its URL.',
    passes: 'Commands that talk to a running sandbox take its URL. The names are those of GitLab.',
  },
  {
    find: /\b(?:only|of|than|for|but|alone|from|except|one|to|lets?) who (?:is|are|has|have|had|did|does|do|was|were|may|can|knows?|asks?|waits?)\b/i,
    plain: 'name them: "a user who"',
    catches: 'Only who knows both learns that the account is blocked.',
    passes: 'Only a caller who knows both learns that the account is blocked.',
  },
  { find: /\bof (?:ours|theirs|mine)\b/i, plain: 'our; their', catches: 'It has an adapter of ours.', passes: 'It has our adapter.' },
  {
    find: /\bin an? (?:\w+ )?ways? of (?:its|their) own\b/i,
    plain: 'specially; differently',
    catches: '61 statuses that a consumer treats in a way of its own are exercised.',
    passes: 'All 61 status codes that a client handles specially are covered.',
  },
  {
    find: /\bthe latter\b|\bthe former(?= (?:is|are|was|were|has|does)\b|\s*[.,;:)])/i,
    plain: 'repeat the noun',
    catches: 'Without a country the former is emptied.',
    passes: 'A new country clears the former state.',
  },
  {
    find: /\bthat which\b/i,
    plain: 'the … that',
    catches: 'It says what happened to that which came.',
    passes: 'It says what happened to the row.',
  },
  {
    find: /\bthe ones? (?:before|after|above|below|of)\b/i,
    plain: 'the previous …; the next …',
    catches: 'Each has the port after the one before it.',
    passes: 'Each has the port after the previous one.',
  },
  {
    find: /(?<!\b(?:one|each|all|most|some|none|both|any|two|many|half|name|value) )\bof which\b/i,
    plain: 'two sentences; "whose"',
    catches: 'The log has files of 64 MiB, of which the oldest goes first.',
    passes: 'The log has files of 64 MiB. The oldest is removed first. There are two limits, one of which is off.',
  },
  {
    find: /\b(?:is|are|was|were) another(?: one)?(?= (?:for|than|by|with|behind|in|altogether)\b|\s*[.,;:)·])/i,
    plain: 'is different; differs',
    catches: 'The sample is another one for another seed.',
    passes: 'The sample differs for another seed. There is another page.',
  },
  {
    find: /\b(?:by|for|from|of|on|to) (?:[\w’'-]+ ){1,3}alone\b|(?<!\b(?:leave|leaves|left|let) )\bit alone\b/i,
    plain: 'only',
    catches: 'A deleted record is found by its id alone.',
    passes: 'A deleted record is found only by its id. Leave it alone.',
  },
]
