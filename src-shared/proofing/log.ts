import { z } from 'zod'

import { SEVERITIES, type Severity } from './severity'

const count = z.int().min(0).max(1_000_000)

/**
 * What a machine's pass over a revision came to, as it is signed with an act: by which tool and which set of rules, how many finds were open,
 * and which were let stand by who signs.
 */
export const checkLogSchema = z.strictObject({
  tool: z.string().max(60),
  /** The set of rules and tables, by its digest, and with + the house's lists by theirs: two logs of one set over one revision are the same. */
  rules: z.string().max(100),
  open: z.strictObject({ error: count, warning: count, advice: count }),
  stand: z.array(z.strictObject({ rule: z.string().max(60), words: z.string().max(60) })).max(100),
})
export type CheckLog = z.infer<typeof checkLogSchema>

/** How many finds are open at this gravity or a graver one. */
export const openFrom = ({ open }: Pick<CheckLog, 'open'>, least: Severity): number =>
  SEVERITIES.slice(0, SEVERITIES.indexOf(least) + 1).reduce((sum, severity) => sum + open[severity], 0)

/** A pass that found nothing: what is supposed where only the question is asked who may act. */
export const nothingOpen: CheckLog = { tool: '', rules: '', open: { error: 0, warning: 0, advice: 0 }, stand: [] }
