/** What a change means for the other party, when it keeps to the document as it was. */
export type Severity = 'breaking' | 'risky' | 'safe'

/** The party that suffers differs by side: a request is written by the client, a response is read by it. */
export type Side = 'request' | 'response'

const both = (severity: Severity) => ({ request: severity, response: severity })

/**
 * Every kind of change and what it means in a request and in a response. As a rule, a request that is taken in fewer forms breaks
 * those who send it, and a response that comes in more forms breaks those who read it. A response is risky rather than breaking
 * where only a strict reader refuses it: one that knows each value of an enum, each branch of a union or each property.
 */
export const severities = {
  operation_added: both('safe'),
  operation_removed: both('breaking'),
  operation_renamed: both('risky'),
  method_changed: both('breaking'),
  path_changed: both('breaking'),
  server_changed: both('risky'),
  deprecated: both('risky'),
  revived: both('safe'),

  security_added: both('safe'),
  security_eased: both('safe'),
  security_tightened: both('breaking'),
  security_removed: both('breaking'),

  parameter_added: both('safe'),
  required_parameter_added: both('breaking'),
  parameter_removed: both('risky'),
  parameter_moved: both('breaking'),

  body_added: { request: 'safe', response: 'risky' },
  required_body_added: both('breaking'),
  body_removed: both('breaking'),
  media_type_added: { request: 'safe', response: 'risky' },
  media_type_removed: both('breaking'),

  status_added: both('risky'),
  status_removed: both('breaking'),
  header_added: both('safe'),
  header_removed: both('risky'),
  required_header_removed: both('breaking'),

  /** Of a property, a parameter, a body or a response header. */
  required: { request: 'breaking', response: 'safe' },
  optional: { request: 'safe', response: 'breaking' },

  property_added: both('safe'),
  required_property_added: { request: 'breaking', response: 'safe' },
  /** In a response; to add one to a request is safe where the object is closed, too. */
  property_added_to_closed: { request: 'safe', response: 'risky' },
  property_removed: { request: 'risky', response: 'breaking' },
  property_removed_from_closed: both('breaking'),
  object_closed: { request: 'breaking', response: 'safe' },
  object_opened: { request: 'safe', response: 'risky' },

  type_added: { request: 'safe', response: 'breaking' },
  type_removed: { request: 'breaking', response: 'safe' },
  type_changed: both('breaking'),
  branch_added: { request: 'safe', response: 'risky' },
  branch_removed: { request: 'breaking', response: 'safe' },

  value_added: { request: 'safe', response: 'risky' },
  value_removed: { request: 'breaking', response: 'safe' },
  const_changed: both('breaking'),
  loosened: { request: 'safe', response: 'risky' },
  tightened: { request: 'breaking', response: 'safe' },
  pattern_changed: { request: 'breaking', response: 'risky' },
  format_changed: both('breaking'),
} as const satisfies Record<string, Record<Side, Severity>>

/** What kind of change it is. */
export type Kind = keyof typeof severities
