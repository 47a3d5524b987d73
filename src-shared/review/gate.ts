import { failed, ok, type Outcome } from '../outcome'
import { openFrom } from '../proofing/log'
import type { Command } from './command'
import type { Stage } from './policy'

/** Whether the machine's checks let a piece past a stage: `checks-missing` where none were made, `checks-open` {count} where something grave enough is open. */
export const checkGate = ({ id, checks: least }: Pick<Stage, 'id' | 'checks'>, { checks }: Pick<Command, 'checks'>): Outcome<null> => {
  if (least === undefined) return ok(null)
  if (!checks) return failed('checks-missing', `Stage ${id} asks for the machine's checks.`, { stage: id })
  const count = openFrom(checks, least)
  return count > 0 ? failed('checks-open', `${String(count)} finds of the checks are open.`, { count, stage: id }) : ok(null)
}
