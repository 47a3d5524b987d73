import { z } from 'zod'

import { SEVERITIES, type Severity } from './severity'

const count = z.int().min(0).max(1_000_000)

/** What a machine's pass over a piece leaves on record: the tool and the version of its rules, what it found by severity, and how much of that people set aside. Holds nothing of the text. */
export const machinePassSchema = z
  .strictObject({
    tool: z.string().min(1).max(60),
    ruleSet: z.string().min(1).max(60),
    counts: z.strictObject({ error: count, warning: count, advice: count }),
    setAside: count,
  })
  .refine(({ counts, setAside }) => setAside <= counts.error + counts.warning + counts.advice, 'more was set aside than found')
export type MachinePass = z.infer<typeof machinePassSchema>

/** The record of one pass. `setAside`: how many of the flags a person chose to let stand. */
export const machinePass = (tool: string, ruleSet: string, flags: readonly { severity: Severity }[], setAside: number): MachinePass => {
  const counts = { error: 0, warning: 0, advice: 0 }
  for (const severity of SEVERITIES) counts[severity] = flags.filter((flag) => flag.severity === severity).length
  return { tool, ruleSet, counts, setAside }
}
