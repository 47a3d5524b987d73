import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Decision, Standing } from '../../src-shared/review/states'
import type { ReviewStatement } from '../../src-shared/signoff/statement'

/** Who reads a piece raises and closes issues; whoever proofreads it raises some. */
const CLOSING: ReadonlySet<Decision> = new Set(['pass', 'signOff', 'return'])
const RAISING: ReadonlySet<Decision> = new Set([...CLOSING, 'proof'])

/**
 * Whether an act may carry the issues it does. What a pass, a return and a sign-off carry is decide()'s; the desk asks the rest itself, so that what was once taken goes on verifying: nothing but those closes
 * an issue (`bad-request`), and nothing but those and a proof pass raises one, under an id nobody used (`issue-repeated`).
 */
export const checkIssuesOf = ({ decision, issues, closes }: Pick<ReviewStatement, 'decision' | 'issues' | 'closes'>, standing: Standing | null): Outcome<null> => {
  if (CLOSING.has(decision)) return ok(null)
  if (closes.length > 0) return failed('bad-request', `A ${decision} closes no issues.`, { place: 'closes' })
  if (issues.length > 0 && !RAISING.has(decision)) return failed('bad-request', `A ${decision} raises no issues.`, { place: 'issues' })
  const ids = [...(standing?.issues ?? []), ...issues].map(({ id }) => id)
  return issues.length > 0 && new Set(ids).size !== ids.length ? failed('issue-repeated', 'An issue of this id was raised before.') : ok(null)
}
