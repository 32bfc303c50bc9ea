/** Sentences that this project once had, and how they read in plain English. */
export const examples: { once: string; plain: string }[] = [
  {
    once: "what strays from it is a finding in the lead's trace",
    plain: "Any mismatch is recorded as a finding in the lead's trace.",
  },
  { once: 'Any Node.js from 20 on will do on Linux', plain: 'Node.js 20 or newer works on Linux.' },
  {
    once: '61 of 61 statuses that a consumer treats in a way of its own are exercised',
    plain: 'All 61 status codes that a client handles specially are covered.',
  },
  { once: 'The machine weighs more than the code', plain: 'Results depend more on the machine than on the code.' },
  { once: 'Those that ask a running sandbox find it by `--url`', plain: 'Commands that talk to a running sandbox take `--url`.' },
  {
    once: 'How things stand with a trace follows from its summary',
    plain: "A trace's state is derived from its summary and its open jobs.",
  },
  { once: 'a torn tail is cut off and told at start', plain: 'A truncated last line is dropped and reported at startup.' },
  { once: 'Nobody sleeps.', plain: 'Tests never sleep.' },
  {
    once: 'a pact that is none, a provider that nobody knows or reaches',
    plain: 'an invalid pact, an unknown or unreachable provider',
  },
  {
    once: 'After the work at hand and what is waiting at the door, so that thousands of jobs keep nobody from being answered.',
    plain: 'Yields to pending I/O first, so that a long job queue cannot starve requests.',
  },
  { once: 'Ends a session; a token that is none is let be.', plain: 'Ends a session. Unknown tokens are ignored.' },
]
