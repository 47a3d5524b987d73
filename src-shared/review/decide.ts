import { failed, ok, type Outcome } from '../outcome'
import type { Person } from './people'
import type { Policy } from './policy'
import type { Decision, ReviewEvent, RevisionRef, Standing } from './states'

/** What somebody asks for. `previous` is the last event they have seen of the piece, null before the first. */
export type Command = { decision: Decision; story: string; stage: string; revision: RevisionRef; reason: string; previous: string | null }

/** The person acting and the key they act with. */
export type Actor = Pick<Person, 'id' | 'role'> & { key: string }

/** The stage a submission carries; it is nobody's review. */
export const SUBMISSION = 'submission'

const decideSubmit = (standing: Standing | null, command: Command, actor: Actor): Outcome<null> => {
  if (standing && standing.author !== actor.id) return failed('not-author', 'Only the author submits this piece.')
  if (standing && standing.state !== 'returned') return failed('already-submitted', 'The piece is already with the desk.', { state: standing.state })
  const expected = (standing?.revision.number ?? 0) + 1
  if (command.revision.number !== expected) return failed('revision-number', `The next revision is ${String(expected)}.`, { expected })
  return ok(null)
}

const decideReview = (standing: Standing | null, command: Command, actor: Actor, policy: Policy): Outcome<null> => {
  if (!standing) return failed('not-submitted', 'The piece has not been submitted.')
  if (standing.state !== 'inReview') return failed('not-in-review', 'The piece is not in review.', { state: standing.state })
  if (actor.id === standing.author || actor.key === standing.authorKey) return failed('own-piece', 'Nobody reviews or signs off their own piece.')
  const stage = policy.stages[standing.stage]
  if (!stage || stage.id !== command.stage) return failed('wrong-stage', `The piece is at stage ${stage?.id ?? '?'}.`, { stage: stage?.id ?? '' })
  if (!stage.roles.includes(actor.role)) return failed('role-lacking', `Stage ${stage.id} is for ${stage.roles.join(', ')}.`, { stage: stage.id })
  if (standing.acted.some((act) => act.stage !== stage.id && (act.person === actor.id || act.key === actor.key)))
    return failed('already-acted', 'You acted at another stage of this piece; another person is needed here.', { stage: stage.id })
  if (command.revision.sha256 !== standing.revision.sha256 || command.revision.number !== standing.revision.number)
    return failed('revision-changed', 'The piece has changed since you read it.')
  const last = standing.stage === policy.stages.length - 1
  if (command.decision === 'signOff' && !last) return failed('not-final-stage', 'Sign-off belongs to the final stage.', { stage: stage.id })
  if (command.decision === 'pass' && last) return failed('final-stage', 'The final stage signs off; it does not pass on.', { stage: stage.id })
  if (command.decision === 'return' && command.reason.trim() === '') return failed('reason-required', 'A return needs a reason.')
  if (command.decision !== 'return' && stage.reportRequired && command.reason.trim() === '') return failed('report-required', `Stage ${stage.id} needs a report.`, { stage: stage.id })
  return ok(null)
}

/** The one place that says whether an act is allowed. Window, desk and verifier ask it alike. */
export const decide = (standing: Standing | null, command: Command, actor: Actor, policy: Policy): Outcome<null> => {
  if (standing && standing.story !== command.story) return failed('wrong-story', 'This act is about another piece.')
  if ((standing?.lastEvent ?? null) !== command.previous) return failed('stale', 'Something happened to the piece since you last saw it.')
  return command.decision === 'submit' ? decideSubmit(standing, command, actor) : decideReview(standing, command, actor, policy)
}

/** The standing after an allowed event. */
export const advance = (standing: Standing | null, event: ReviewEvent, policy: Policy): Standing => {
  if (event.decision === 'submit' || !standing) {
    const restart = !standing || policy.resubmitAt === 'firstStage' ? 0 : standing.stage
    const acted = standing?.acted ?? []
    return { story: event.story, author: event.person, authorKey: event.key, state: 'inReview', stage: restart, revision: event.revision, acted, lastEvent: event.id }
  }
  const acted = [...standing.acted, { stage: event.stage, person: event.person, key: event.key, revision: event.revision.sha256 }]
  const next = { ...standing, acted, lastEvent: event.id }
  if (event.decision === 'return') return { ...next, state: 'returned' }
  if (event.decision === 'signOff') return { ...next, state: 'signedOff' }
  return { ...next, stage: standing.stage + 1 }
}

/** The standing after the desk recorded a publication of the signed revision. */
export const advancePublished = (standing: Standing, record: string): Standing => ({ ...standing, state: 'published', lastEvent: record })
