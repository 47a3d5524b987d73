import { failed, ok, type Outcome } from '../outcome'
import { PROOF, SUBMISSION, type Actor, type Command } from './command'
import { covers } from './delegation'
import { checkGate } from './gate'
import { hasRole, type Role } from './people'
import { rulesOf, type Policy, type Rules } from './policy'
import { decideProof, nextPass, proofsMissing } from './proofs'
import type { Decision, Standing } from './states'

const isSame = (one: { id: string; key: string }, other: { person: string; key: string }): boolean => one.id === other.person || one.key === other.key

/** True for whoever wrote the piece or put words into it as an author does, by person or by key. */
const isOwn = (standing: Standing, actor: Actor): boolean => [{ person: standing.author, key: standing.authorKey }, ...standing.coauthors].some((author) => isSame(actor, author))

/** Whether the actor has one of the roles here, of their own or lent to them. */
const checkRole = (actor: Actor, roles: readonly Role[], place: { stage: string; channel: readonly string[]; at: string }, standing: Standing): Outcome<null> => {
  if (hasRole(actor, roles, place.channel)) return ok(null)
  const { delegation } = actor
  if (!delegation) return failed('role-lacking', `Stage ${place.stage} is for ${roles.join(', ')}.`, { stage: place.stage })
  if (delegation.to !== actor.id) return failed('delegation-others', 'This delegation was given to somebody else.')
  // What an author may not do themselves, nobody does for them.
  if ([standing.author, ...standing.coauthors.map(({ person }) => person)].includes(delegation.from)) return failed('delegated-by-author', 'The right was lent by who wrote the piece.')
  if (!covers(delegation, place)) return failed('delegation-elsewhere', 'The delegation does not cover this stage, channel or time.', { stage: place.stage })
  return roles.includes(delegation.role) ? ok(null) : failed('role-lacking', `Stage ${place.stage} is for ${roles.join(', ')}.`, { stage: place.stage })
}

const decideSubmit = (standing: Standing | null, command: Command, actor: Actor): Outcome<null> => {
  if (standing && standing.author !== actor.id) return failed('not-author', 'Only the author submits this piece.')
  if (standing && standing.state !== 'returned') return failed('already-submitted', 'The piece is already with the desk.', { state: standing.state })
  return checkNumber(standing, command)
}

const checkNumber = (standing: Standing | null, command: Command): Outcome<null> => {
  const expected = (standing?.revision.number ?? 0) + 1
  return command.revision.number === expected ? ok(null) : failed('revision-number', `The next revision is ${String(expected)}.`, { expected })
}

const decideCorrect = (standing: Standing, command: Command, actor: Actor, rules: Rules): Outcome<null> => {
  if (standing.state !== 'signedOff' && standing.state !== 'published') return failed('not-signed-off', 'Only a piece that was signed off is corrected.', { state: standing.state })
  if (standing.author !== actor.id) {
    const allowed = checkRole(actor, rules.powers.correct, { stage: SUBMISSION, channel: standing.channel, at: command.at }, standing)
    if (!allowed.ok) return allowed
  }
  if (command.reason.trim() === '') return failed('reason-required', 'A correction says what it sets right.')
  if (command.revision.sha256 === standing.revision.sha256) return failed('nothing-changed', 'The correction changes nothing.')
  return checkNumber(standing, command)
}

const checkIssues = (standing: Standing, command: Command, closesIssues: boolean): Outcome<null> => {
  const known = new Set(standing.issues.map(({ id }) => id))
  const ids = command.issues.map(({ id }) => id)
  if (new Set(ids).size !== ids.length || ids.some((id) => known.has(id))) return failed('issue-repeated', 'An issue of this id was raised before.')
  const open = new Set(standing.issues.filter((issue) => issue.open).map(({ id }) => id))
  const unknown = command.closes.find((id) => !open.has(id))
  if (unknown !== undefined) return failed('issue-unknown', 'There is no such open issue.', { issue: unknown })
  const left = open.size - new Set(command.closes).size + ids.length
  const forward = command.decision === 'pass' || command.decision === 'signOff'
  return forward && closesIssues && left > 0 ? failed('issues-open', `${String(left)} issues are still open.`, { count: left }) : ok(null)
}

const checkRevision = (standing: Standing, command: Command): Outcome<null> =>
  command.revision.sha256 === standing.revision.sha256 && command.revision.number === standing.revision.number ? ok(null) : failed('revision-changed', 'The piece has changed since you read it.')

const checkState = (standing: Standing, allowed: readonly Standing['state'][], command: Command): Outcome<null> => {
  if (allowed.includes(standing.state)) return ok(null)
  if (standing.state === 'held') return failed('piece-held', 'The piece is held.', { state: standing.state })
  if (standing.state === 'spiked') return failed('piece-spiked', 'The piece is spiked.', { state: standing.state })
  return failed('not-in-review', 'The piece is not in review.', { state: standing.state, decision: command.decision })
}

/** The acts that stop a piece or let it go on: from which states, by which power, and whether they say why. */
const POWERS = {
  hold: { from: ['inReview', 'signedOff'], power: 'hold', reasoned: true },
  release: { from: ['held'], power: 'hold', reasoned: false },
  spike: { from: ['inReview', 'returned', 'held', 'signedOff'], power: 'spike', reasoned: true },
  revive: { from: ['spiked'], power: 'spike', reasoned: false },
} as const satisfies Partial<Record<Decision, { from: readonly Standing['state'][]; power: keyof Rules['powers']; reasoned: boolean }>>

const isPower = (decision: Decision): decision is keyof typeof POWERS => decision in POWERS

/** Hold, release, spike and revive: who may, from where, and with a reason where something stops. */
const decidePower = (decision: keyof typeof POWERS, standing: Standing, command: Command, actor: Actor, rules: Rules): Outcome<null> => {
  const { from, power, reasoned } = POWERS[decision]
  const state = checkState(standing, from, command)
  if (!state.ok) return state
  if (decision === 'spike' && standing.live) return failed('piece-live', 'A published piece is taken down before it is spiked.')
  // Where the piece stands, whatever the command says: a right lent for one stage is not used at another.
  const place = { stage: rules.stages[standing.stage]?.id ?? '', channel: standing.channel, at: command.at }
  const allowed = checkRole(actor, rules.powers[power], place, standing)
  if (!allowed.ok) return allowed
  if (reasoned && command.reason.trim() === '') return failed('reason-required', 'This needs a reason.')
  return checkRevision(standing, command)
}

const decideRevise = (standing: Standing, command: Command): Outcome<null> => {
  if (command.revision.sha256 === standing.revision.sha256 || command.changes.length === 0) return failed('nothing-changed', 'The edit changes nothing.')
  return checkNumber(standing, command)
}

const decideStage = (standing: Standing, command: Command, actor: Actor, rules: Rules): Outcome<null> => {
  const stage = rules.stages[standing.stage]
  const state = checkState(standing, ['inReview'], command)
  if (!state.ok) return state
  if (!stage || stage.id !== command.stage) return failed('wrong-stage', `The piece is at stage ${stage?.id ?? '?'}.`, { stage: stage?.id ?? '' })
  const allowed = checkRole(actor, stage.roles, { stage: stage.id, channel: standing.channel, at: command.at }, standing)
  if (!allowed.ok) return allowed
  if (standing.acted.some((act) => act.stage !== stage.id && isSame(actor, act))) return failed('already-acted', 'You acted at another stage of this piece; another person is needed here.', { stage: stage.id })
  if (rules.proofreading.apartFromReview && standing.proofs.some((proof) => isSame(actor, proof))) return failed('already-proofread', 'Who proofread a piece does not review it.', { stage: stage.id })
  if (command.decision === 'revise') return decideRevise(standing, command)
  const same = checkRevision(standing, command)
  if (!same.ok) return same
  const last = standing.stage === rules.stages.length - 1
  if (command.decision === 'signOff' && !last) return failed('not-final-stage', 'Sign-off belongs to the final stage.', { stage: stage.id })
  if (command.decision === 'pass' && last) return failed('final-stage', 'The final stage signs off; it does not pass on.', { stage: stage.id })
  const issues = checkIssues(standing, command, stage.closesIssues)
  if (!issues.ok) return issues
  if (command.decision === 'return') return command.reason.trim() === '' ? failed('reason-required', 'A return needs a reason.') : ok(null)
  if (stage.reportRequired && command.reason.trim() === '') return failed('report-required', `Stage ${stage.id} needs a report.`, { stage: stage.id })
  const gate = checkGate(stage, command)
  if (!gate.ok) return gate
  const missing = proofsMissing(standing, rules, standing.stage)
  return missing > 0 ? failed('proofs-missing', `${String(missing)} proof passes are still to be done.`, { count: missing, next: nextPass(standing) }) : ok(null)
}

/** The one place that says whether an act is allowed. Window, desk and verifier ask it alike. `policy` is the one the piece runs under; for a submission or correction the one it would run under. */
export const decide = (standing: Standing | null, command: Command, actor: Actor, policy: Policy): Outcome<null> => {
  if (standing && standing.story !== command.story) return failed('wrong-story', 'This act is about another piece.')
  if ((standing?.lastEvent ?? null) !== command.previous) return failed('stale', 'Something happened to the piece since you last saw it.')
  if (command.decision === 'submit') return decideSubmit(standing, command, actor)
  if (!standing) return failed('not-submitted', 'The piece has not been submitted.')
  const rules = rulesOf(policy)
  if (command.decision === 'correct') return decideCorrect(standing, command, actor, rules)
  if (isOwn(standing, actor)) return failed('own-piece', 'Nobody reviews or signs off their own piece.')
  if (command.decision === 'proof') {
    const state = checkState(standing, ['inReview'], command)
    if (!state.ok) return state
    const allowed = checkRole(actor, rules.proofreading.roles, { stage: PROOF, channel: standing.channel, at: command.at }, standing)
    if (!allowed.ok) return allowed
    const same = checkRevision(standing, command)
    return same.ok ? decideProof(standing, command, actor, rules) : same
  }
  return isPower(command.decision) ? decidePower(command.decision, standing, command, actor, rules) : decideStage(standing, command, actor, rules)
}
