import type { Pattern } from '../pattern.ts'

/** Pictures of motion and handiwork for what software does. */
export const motion: Pattern[] = [
  { find: /\bhand(?:s|ed|ing)? in\b(?! hand)/i, plain: 'uploads; passes', catches: 'It was handed in.', passes: 'It was uploaded.' },
  {
    find: /\bhand(?:s|ed|ing) (?:it |them |\w+ )?(?:on|over|back)\b/i,
    plain: 'forwards; passes; returns',
    catches: 'The lead is recorded and will be handed on.',
    passes: 'The lead is recorded and will be forwarded.',
  },
  {
    find: /\bgo(?:es|ing)? on\b(?! (?:to|the|a|an)\b)|\bwent on\b(?! (?:the|a|an)\b)/i,
    plain: 'continues',
    catches: 'The lead goes on to Salesforce without it, and the client goes on.',
    passes: 'The client continues. The flag goes on the command line.',
  },
  { find: /\b(?:go(?:es)?|went) along\b/i, plain: 'is sent too', catches: 'The header goes along.', passes: 'The header is sent too.' },
  {
    find: /\b(?:by|of) (?:itself|themselves)\b|\bof (?:its|their) own accord\b/i,
    plain: 'automatically; on its own',
    catches: 'Jobs do not run by themselves.',
    passes: 'Jobs do not run automatically.',
  },
  {
    find: /\bbr(?:ings?|inging|ought) about\b/i,
    plain: 'causes; sets up',
    catches: 'The state is brought about by a handler.',
    passes: 'A handler sets up the state.',
  },
  {
    find: /\bstray(?:s|ed|ing)?\b(?! (?:bytes?|characters?|quotes?|brackets?|process(?:es)?|files?|tabs?)\b)/i,
    plain: 'differs from; violates; mismatch',
    catches: "What strays from it is a finding in the lead's trace.",
    passes: "Any mismatch is recorded as a finding in the lead's trace. It drops stray bytes.",
  },
  {
    find: /\btorn\b(?! (?:pages?|writes?|reads?)\b)/i,
    plain: 'truncated; incomplete',
    catches: 'A torn tail is cut off.',
    passes: 'A truncated last line is dropped. A checksum detects torn writes.',
  },
  {
    find: /\bweighs? (?:more|less|heavier)\b/i,
    plain: 'depends more on; matters more',
    catches: 'The machine weighs more than the code.',
    passes: 'Results depend more on the machine than on the code.',
  },
  {
    find: /(?<!\b(?:it|that|we|they|you|what|this) )\bwill do\b/i,
    plain: 'works; is enough',
    catches: 'Any Node.js will do on Linux.',
    passes: 'Any Node.js works on Linux. The log shows what it will do.',
  },
  {
    find: /\b(?:is|are|was|were|be) whole\b/i,
    plain: 'is complete',
    catches: 'It gets its name only when it is whole.',
    passes: 'It gets its name only when it is complete.',
  },
  { find: /\bmend(?:s|ed|ing|able)?\b/i, plain: 'fix', catches: 'The caller can mend it.', passes: 'The caller can fix it.' },
  {
    find: /\bspar(?:es|ed|ing)\b/i,
    plain: 'saves; avoids',
    catches: 'The index spares reading it at start.',
    passes: 'The index avoids reading it at startup. There is memory to spare.',
  },
  {
    find: /\bt(?:akes?|aken|aking|ook) (?:it |them |all )?back\b/i,
    plain: 'reverts; undoes; withdraws',
    catches: 'The state is taken back afterwards.',
    passes: 'The state is reverted afterwards.',
  },
  {
    find: /\bwhat (?:came|comes|became|becomes|has become|will become|had become) of\b/i,
    plain: 'the result of; what happened to',
    catches: 'It shows what became of each field.',
    passes: 'It shows what happened to each field.',
  },
  {
    find: /\b(?:is|are|was|were|be) gone\b/i,
    plain: 'no longer exists; was removed; has exited',
    catches: 'A job that succeeded is gone.',
    passes: 'A job that succeeded no longer exists.',
  },
  {
    find: /\bc(?:omes?|oming|ame) back\b/i,
    plain: 'is returned; reappears; reconnects',
    catches: 'The connection comes back.',
    passes: 'The connection is restored.',
  },
  {
    find: /\b(?:is|are|was|were|be) held to\b/i,
    plain: 'is checked against',
    catches: 'Every exchange is held to the document.',
    passes: 'Every exchange is checked against the document.',
  },
  {
    find: /\bke(?:eps?|pt) (?:[\w’'-]+ ){1,6}from \w+ing\b/i,
    plain: 'prevents',
    catches: 'Thousands of jobs keep requests from being answered.',
    passes: 'Thousands of jobs do not block requests.',
  },
  {
    find: /\bbr(?:eaks?|oke|oken) off\b/i,
    plain: 'is interrupted; closes',
    catches: 'The connection breaks off.',
    passes: 'The connection closes.',
  },
  {
    find: /\bc(?:omes?|ame) to (?:its|an|their) end\b/i,
    plain: 'ends; finishes',
    catches: 'It marks where a lead came to its end.',
    passes: 'It marks where a lead ended.',
  },
]
