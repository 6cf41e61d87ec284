/** What transformed code calls, under the names that it calls it by: `$ts_` and these. */
export const HELPERS = [
  'enter',
  'exit',
  'suspend',
  'suspendCall',
  'resume',
  'restore',
  'before',
  'afterArgument',
  'park',
  'unparked',
  'returning',
  'iterate',
  'disposed',
  'disposing',
] as const;
