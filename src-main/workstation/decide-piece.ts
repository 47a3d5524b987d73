import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Dossier, Piece } from '../../src-shared/desk-api/pieces'
import type { Working } from '../../src-shared/desk-api/working'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { CheckLog } from '../../src-shared/proofing/log'
import { advance } from '../../src-shared/review/advance'
import { changeClassesOf } from '../../src-shared/review/changes'
import { PROOF, type Actor } from '../../src-shared/review/command'
import { decide } from '../../src-shared/review/decide'
import type { Delegation } from '../../src-shared/review/delegation'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { preflight } from '../../src-shared/review/preflight'
import type { Decision, Issue, Standing } from '../../src-shared/review/states'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../src-shared/story/canonical'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'
import { unresolvedIn } from '../../src-shared/story/unresolved'
import { readLent } from './lent'
import { isAway } from './reach'
import { readPiece, type Reading } from './read-piece'
import { evidenceFor } from './seal-check'
import { commandOf, noParts, signAct, type Act, type Credential, type Signed, type Signing } from './statement'
import { freeze } from './submit'

/** What somebody decides on a piece as they read it. `working` is the generation of the working copy that becomes a revision first. */
export type DecisionAsked = {
  id: string
  decision: Exclude<Decision, 'submit' | 'correct'>
  reason: string
  issues: readonly Issue[]
  closes: readonly string[]
  pass: number | null
  delegation: string | null
  seen: string
  working: number | null
}

export type Deciding = Signing & Reading & {
  client: DeskClient
  /** The credential to sign under: as the desk says now, or as remembered while it is away. */
  credential: () => Promise<Outcome<Credential>>
}

/** What became of it: taken, or signed with nobody there to take it. */
export type DecisionMade = { state: 'taken'; piece: Piece } | { state: 'signed'; signed: Signed; headline: string; revision: string }

const NO_EVENT = '0'.repeat(64)

/** An act, asked of decide() where the piece stands. */
const allowed = (standing: Standing, act: Act, actor: Actor, policy: Policy, at: string): Outcome<null> => decide(standing, commandOf(act, at), actor, policy)

/** The stage an act names: proof passes have one of their own, everything else is done where the piece stands. */
const stageOf = (standing: Standing, decision: Decision, policy: Policy): string => (decision === 'proof' ? PROOF : (rulesOf(policy).stages[standing.stage]?.id ?? ''))

/** The words suggested for fields and in the text that nobody has answered. */
const suggestionsIn = ({ story, notes }: Working): number => unresolvedIn(freeze(story).body).length + (notes.fields?.length ?? 0)

/** The working copy as the desk keeps it, if it is the one that was edited here and nothing in it waits for somebody. */
const settled = async (asked: DecisionAsked & { working: number }, standing: Standing, client: DeskClient): Promise<Outcome<Story>> => {
  const working = await client.call('working', { params: { story: asked.id } })
  if (!working.ok) return working
  if (working.value.generation !== asked.working) return failed('working-stale', 'Somebody else edited the piece meanwhile.', { generation: working.value.generation })
  if (working.value.base !== standing.revision.sha256) return failed('working-rebased', 'A new revision was cut meanwhile.')
  const conflicts = working.value.conflicts.length
  if (conflicts > 0) return failed('conflicts-open', `${String(conflicts)} places wait for somebody to choose.`, { count: conflicts })
  const suggestions = suggestionsIn(working.value)
  if (suggestions > 0) return failed('suggestions-open', `${String(suggestions)} suggestions wait for an answer.`, { count: suggestions })
  const threads = working.value.notes.threads.filter(({ resolvedAt }) => resolvedAt === null).length
  if (asked.decision === 'signOff' && threads > 0) return failed('comments-open', `${String(threads)} comments are still open.`, { count: threads })
  return ok(freeze(working.value.story))
}

type Place = { standing: Standing; story: Story; policy: Policy; digest: string; actor: Actor; credential: Credential; /** A machine's pass over what is decided on, where the decision asks for one. */ checks: (story: Story) => CheckLog | null }

const actOn = (place: Place, asked: DecisionAsked): Act => ({
  story: place.story,
  revision: place.standing.revision,
  stage: stageOf(place.standing, asked.decision, place.policy),
  policy: place.digest,
  decision: asked.decision,
  reason: asked.reason,
  previous: place.standing.lastEvent,
  changes: [],
  issues: asked.issues,
  closes: asked.closes,
  pass: asked.decision === 'proof' ? asked.pass : null,
  delegation: asked.delegation,
  checks: place.checks(place.story),
})

/** Signs the edit and then the decision on it, and gives both to the desk: both or neither. */
const sendEdited = async (asked: DecisionAsked, edited: Story, place: Place, parts: Deciding): Promise<Outcome<Piece>> => {
  const bytes = canonicalBytes(edited)
  const revision = { number: place.standing.revision.number + 1, sha256: parts.crypto.sha256(bytes) }
  const blocking = preflight(edited).filter(({ severity }) => severity === 'block')
  if (blocking.length > 0) return failed('preflight-unmet', `${String(blocking.length)} rules are not met: ${blocking.map(({ code }) => code).join(', ')}.`, { count: blocking.length })
  const revise: Act = { ...actOn(place, { ...asked, decision: 'revise' }), ...noParts, checks: null, delegation: asked.delegation, story: edited, revision, reason: asked.decision === 'revise' ? asked.reason : '', changes: changeClassesOf(place.story, edited) }
  const may = allowed(place.standing, revise, place.actor, place.policy, parts.at)
  if (!may.ok) return may
  const after = (id: string): Standing => advance(place.standing, { ...commandOf(revise, parts.at), id, person: place.actor.id, key: place.actor.key, policy: place.digest }, place.policy)
  const next = (id: string): Act => actOn({ ...place, standing: after(id), story: edited }, asked)
  // Nothing is signed before both are known to be allowed: an edit that undoes approvals may leave nothing to decide here.
  const mayThen = asked.decision === 'revise' ? ok(null) : allowed(after(NO_EVENT), next(NO_EVENT), place.actor, place.policy, parts.at)
  if (!mayThen.ok) return mayThen
  const edit = signAct(revise, place.credential, parts)
  if (!edit.ok) return edit
  let envelope: Envelope | null = null
  if (asked.decision !== 'revise') {
    const signed = signAct(next(edit.value.id), place.credential, parts)
    if (!signed.ok) return signed
    envelope = signed.value.envelope
  }
  const put = await parts.client.call('putRevision', { params: { sha256: revision.sha256 }, body: bytes })
  return put.ok ? parts.client.call('reviewEdited', { params: { story: asked.id }, body: { edit: edit.value.envelope, envelope } }) : put
}

/** Decisions that say what the machine's pass came to. */
const CHECKED: ReadonlySet<Decision> = new Set(['pass', 'signOff', 'proof'])

/** What was let stand at the desk; nothing where that cannot be asked. */
const asidesOf = async (id: string, client: DeskClient): Promise<readonly Aside[]> => {
  const working = await client.call('working', { params: { story: id } })
  return working.ok ? (working.value.notes.asides ?? []) : []
}

/** The delegation acted under, as the desk tells of it; whether it holds is asked of decide() here and checked by the desk. */
const delegationOf = async (id: string | null, parts: Deciding): Promise<Outcome<Delegation | null>> => {
  if (id === null) return ok(null)
  const lent = await readLent({ client: parts.client, desk: parts.health.desk.key, kept: parts.kept })
  if (!lent.ok) return lent
  const delegation = lent.value.find((one) => one.delegation.id === id && one.endedAt === null)?.delegation
  return delegation ? ok(delegation) : failed('delegation-unknown', 'There is no such delegation.', { delegation: id })
}

/** The policy this round of review runs under, and its digest. */
const policyOf = (dossier: Dossier, parts: Deciding): Outcome<{ policy: Policy; digest: string }> => {
  const current = parts.crypto.sha256(canonicalBytes(parts.health.policy))
  const digest = dossier.piece.standing.policy || current
  const policy = evidenceFor(dossier, parts.health, parts.crypto).policies.get(digest)
  return policy ? ok({ policy, digest }) : failed('policy-changed', 'The policy this piece runs under is not known here.')
}

/**
 * Signs a decision on a piece exactly as this person saw it, and gives it to the desk; with `working` an edit at the desk first. Refuses
 * before anything is signed what the seal, open suggestions or conflicts, or the policy forbid. Where the desk is away the act is answered signed.
 */
export const decideOnPiece = async (asked: DecisionAsked, parts: Deciding): Promise<Outcome<DecisionMade>> => {
  const read = await readPiece(asked.id, parts)
  if (!read.ok) return read
  const { dossier, story, seal, asOf } = read.value
  const { standing } = dossier.piece
  if (standing.revision.sha256 !== asked.seen) return failed('revision-changed', 'The piece has changed since you read it.')
  if (!seal.holds) return failed(seal.code, seal.message)
  if (asOf !== null && (asked.working !== null || asked.decision === 'revise')) return failed('desk-unreachable', 'An edit at the desk needs the desk.')
  const policy = policyOf(dossier, parts)
  if (!policy.ok) return policy
  const delegation = await delegationOf(asked.delegation, parts)
  if (!delegation.ok) return delegation
  const edited = asked.working === null ? ok(null) : await settled({ ...asked, working: asked.working }, standing, parts.client)
  if (!edited.ok) return edited
  // Beside the revision as it is read, not its bytes: one of an earlier schema is read as today's, and that is no edit.
  const differs = edited.value !== null && parts.crypto.sha256(canonicalBytes(edited.value)) !== parts.crypto.sha256(canonicalBytes(story))
  if (asked.decision === 'revise' && !differs) return failed('nothing-changed', 'The edit changes nothing.')

  const asides = CHECKED.has(asked.decision) && asOf === null ? await asidesOf(asked.id, parts.client) : []
  const checks = (of: Story): CheckLog | null => (CHECKED.has(asked.decision) ? parts.machinePass(of, asides) : null)

  const once = async (): Promise<Outcome<DecisionMade>> => {
    const credential = await parts.credential()
    if (!credential.ok) return credential
    const { key, role, grants } = credential.value
    const actor: Actor = { id: parts.person.id, key, role, grants, delegation: delegation.value }
    const place: Place = { standing, story, ...policy.value, actor, credential: credential.value, checks }
    if (edited.value !== null && differs) {
      const taken = await sendEdited(asked, edited.value, place, parts)
      return taken.ok ? ok({ state: 'taken', piece: taken.value }) : taken
    }
    const act = actOn(place, asked)
    const may = allowed(standing, act, actor, policy.value.policy, parts.at)
    if (!may.ok) return may
    const signed = signAct(act, credential.value, parts)
    if (!signed.ok) return signed
    const waiting: DecisionMade = { state: 'signed', signed: signed.value, headline: story.headline, revision: standing.revision.sha256 }
    if (asOf !== null) return ok(waiting)
    const taken = await parts.client.call('review', { params: { story: asked.id }, body: { envelope: signed.value.envelope } })
    if (taken.ok) return ok({ state: 'taken', piece: taken.value })
    // The line broke while it was on its way: it may have arrived, and sending the same envelope again asks nothing twice.
    return isAway(taken.code) ? ok(waiting) : taken
  }
  const first = await once()
  return !first.ok && first.code === 'credential-stale' ? once() : first
}
