/** How grave a fault is: an error is wrong by the source it names, a warning nearly always is, advice is a matter of the house's taste. */
export const SEVERITIES = ['error', 'warning', 'advice'] as const
export type Severity = (typeof SEVERITIES)[number]
