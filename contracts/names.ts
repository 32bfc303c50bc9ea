/** Systems as their makers write them. */
const names = new Map([
  ['gitlab', 'GitLab'],
  ['customersdot', 'CustomersDot'],
  ['workato', 'Workato'],
  ['marketo', 'Marketo'],
  ['salesforce', 'Salesforce'],
])

/** A system as its makers write it; anything else as it is. */
export const nameOf = (system: string): string => names.get(system) ?? system
