import { failed, type Failure } from '../../src-shared/outcome'
import { authorise } from '../../src-shared/review/access'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import type { Policy } from '../../src-shared/review/policy'
import type { Decision, Standing } from '../../src-shared/review/states'

/** What a person can do with a piece now. `refusal` says why nothing can be done; then the list is empty. */
export type Allowed = { decisions: Exclude<Decision, 'submit'>[]; reportRequired: boolean; refusal: Failure | null }

/** Asks the same rules the desk will ask, supposing a reason is given. The person's key is the host's business, so only identity is compared here. */
export const allowedActs = (standing: Standing, person: Person, policy: Policy | undefined): Allowed => {
  const none = (refusal: Failure): Allowed => ({ decisions: [], reportRequired: false, refusal })
  const authorised = authorise(person, 'review', { author: standing.author })
  if (!authorised.ok) return none(authorised)
  const stage = policy?.stages[standing.stage]
  if (!policy || !stage) return none(failed('desk-unreachable', 'The policy of the desk is not known.'))
  const decisions: Allowed['decisions'] = []
  let refusal: Failure | null = null
  for (const decision of ['return', 'pass', 'signOff'] as const) {
    const command = { decision, story: standing.story, stage: stage.id, revision: standing.revision, reason: 'supposed', previous: standing.lastEvent }
    const outcome = decide(standing, command, { id: person.id, role: person.role, key: '' }, policy)
    if (outcome.ok) decisions.push(decision)
    // Which of pass and sign-off belongs to this stage is no refusal of the person.
    else if (outcome.code !== 'final-stage' && outcome.code !== 'not-final-stage') refusal ??= outcome
  }
  return decisions.length > 0 ? { decisions, reportRequired: stage.reportRequired, refusal: null } : none(refusal ?? failed('not-allowed', 'Nothing can be done here.', { role: person.role, action: 'review' }))
}
