import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { SEVERITIES } from '../../src-shared/proofing/severity'
import type { Stage } from '../../src-shared/review/policy'
import type { ReviewStatement } from '../../src-shared/signoff/statement'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'
import type { Parts } from './parts'

/** What the log says was let stand, as the proof-reader is told of it. */
const asidesOf = ({ stand }: NonNullable<ReviewStatement['checks']>): Aside[] => stand.map(({ rule, words }) => ({ rule, words }))

/**
 * Whether a machine's pass that came with an act is what the desk's own pass over those bytes says, where the stage lets nothing through without one:
 * `checks-outdated` where it was made with other rules, `checks-differ` where it says less is open than there is.
 */
export const checkMachine = ({ machine }: Pick<Parts, 'machine'>, { checks }: Pick<ReviewStatement, 'checks'>, stage: Pick<Stage, 'checks'> | undefined, story: Story): Outcome<null> => {
  if (stage?.checks === undefined || !checks) return ok(null)
  const own = machine(story, asidesOf(checks))
  if (own.rules !== checks.rules) return failed('checks-outdated', 'The checks were made with other rules than the desk\'s.', { rules: checks.rules })
  return SEVERITIES.some((severity) => checks.open[severity] < own.open[severity]) ? failed('checks-differ', 'The checks say less is open than the desk finds.') : ok(null)
}
