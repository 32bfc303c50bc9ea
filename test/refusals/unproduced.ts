/**
 * Documented refusals that no test can bring about by their real cause, with the reason. At most a quarter of all, and each of them
 * has to go from here when a test produces it.
 */
export const unproduced: Record<string, string> = {
  'gitlab.createTrialLead2022 404': 'GitLab answers so outside gitlab.com; the sandbox is gitlab.com.',
  'marketo 500': 'A condition that Marketo itself did not expect; the sandbox has none, and a bug of ours answers with 611.',
  'marketo 502': 'A gateway before Marketo that lost it; the sandbox has no gateway.',
  'marketo 604': 'A call that took longer than its time limit; none does here.',
  'marketo 608': 'Marketo is down for a while; the sandbox cannot be told to be.',
  'marketo 614': 'A subscription that is not to be found; the sandbox has the one.',
  'marketo 713': 'A passing error within Marketo; the sandbox has none.',
  'salesforce INSUFFICIENT_ACCESS': 'A user without a right; the sandbox has one user, who may do everything.',
  'salesforce INSUFFICIENT_ACCESS_OR_READONLY': 'A user without a right; the sandbox has one user, who may do everything.',
  'salesforce UNABLE_TO_LOCK_ROW': 'Two transactions over the same row for seconds; here a change set takes no lock.',
  'salesforce inactive_org': 'An org that is locked or suspended; the sandbox has the one.',
  'salesforce inactive_user': 'A user who was deactivated; the sandbox has one user.',
  'salesforce rate_limit_exceeded': 'Too many logins in an hour, of a number that is not public.',
}
