/** What a scenario leaves for the reports, beside cucumber's own messages. */
export const mediaTypes = {
  /** Why the target cannot arrange it. */
  reason: 'text/x.nova-rescue.reason',
  /** The exchanges that are kept, how many there were, and what was expected. */
  evidence: 'application/vnd.nova-rescue.evidence+json',
} as const;
