import type { Pattern } from '../pattern.ts'

/** Software that talks, hears, wants and minds. */
export const speech: Pattern[] = [
  {
    find: /(?<!\b(?:can|cannot|could|can't) )\btell(?:s|ing)?\b(?! (?:\w+ ){0,2}apart\b| you\b| us\b)/i,
    plain: 'reports; says; logs',
    catches: 'It tells whether the sandbox is up.',
    passes: 'It reports whether the sandbox is up, and its color tells the two apart.',
  },
  {
    find: /\btold\b(?! (?:\w+ )?apart\b)/i,
    plain: 'is reported; is logged; is notified',
    catches: 'Damage is told at start.',
    passes: 'Damage is reported at startup.',
  },
  {
    find: /\b(?:says?|said|speaks?|spoken?|hears?|heard|knows?|known|thinks?|thought) of\b/i,
    plain: 'about; mentions',
    catches: 'What the contract says of an exchange.',
    passes: 'The contract mentions the exchange.',
  },
  {
    find: /\b(?:demand|expect|ask|want)(?:s|ed)? of\b/i,
    plain: 'requires from; calls in',
    catches: 'It lists what the systems demand of each other.',
    passes: 'It lists the credentials that a system requires.',
  },
  {
    find: /(?<!\b(?:who|user|you|reader|team|developer|reviewer) )\bwants\b(?! to\b)/i,
    plain: 'requires; expects',
    catches: 'The dashboard wants the token as a password.',
    passes: 'The dashboard expects the token as a password. Save it if the user wants a copy.',
  },
  {
    find: /\b(?:is|are|was|were|if|as|where|unless|what) (?:not )?wanted\b/i,
    plain: 'requested; needed',
    catches: 'It registers a user, with a group if wanted.',
    passes: 'It registers a user, with a group on request.',
  },
  {
    find: /\bunless (?:(?:it|they|one) (?:is|are) )?(?:given|said|told|named|asked|wanted|set)\b/i,
    plain: 'default: …; by default',
    catches: 'Whether jobs run in the background; true unless given.',
    passes: 'Whether jobs run in the background. Default: true.',
  },
  {
    find: /(?<!\b(?:in|my|your|to|bear|one's|the|of|state) )\bminds?\b/i,
    plain: 'is affected by; ignores; depends on',
    catches: 'Header names do not mind case.',
    passes: 'Header names are case-insensitive. Keep this in mind.',
  },
  {
    find: /\bin (?:the |few |its own |their own |other )?words\b(?! like)/i,
    plain: 'as text; with the message of',
    catches: 'It refuses a lead in the words of Rails.',
    passes: 'It refuses a lead with the message of Rails.',
  },
  {
    find: /\b(?:called|named) like\b/i,
    plain: 'has the name of',
    catches: 'A property may be called like a keyword.',
    passes: 'A property may have the name of a keyword.',
  },
  {
    find: /\b(?:is|are|was|were|be|being) let (?:in|out|through|be)\b|\blet be\b|\blets? (?:it|them|that) be\b/i,
    plain: 'is accepted; is ignored; is left unchanged',
    catches: 'An unknown token is let be.',
    passes: 'An unknown token is ignored.',
  },
  {
    find: /\bcalls? (?:it )?by (?:this|that|its) name\b|\bgoes by the name\b/i,
    plain: 'is named',
    catches: 'The system goes by the name of Platypus.',
    passes: 'The system is named Platypus.',
  },
  {
    find: /\blook(?:s|ed|ing)? after\b/i,
    plain: 'maintains; manages',
    catches: 'It looks after the recipe.',
    passes: 'It manages the recipe.',
  },
  {
    find: /\bt(?:akes?|ook) (?:it|them) for (?!\d)|\b(?:is|are|be|never) taken for\b/i,
    plain: 'is treated as; is mistaken for',
    catches: 'The client takes it for an ordinary failure.',
    passes: 'The client treats it as an ordinary failure.',
  },
]
