import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import { rulesOf } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import { checkAct, checkChain, checkEnvelope, type CheckedStatement } from '../../src-shared/signoff/check'
import { readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { REVIEW_TYPE, reviewStatementSchema } from '../../src-shared/signoff/statement'
import { noteCarried } from './brought'
import { readChain, type Chain } from './chain'
import { checkClaim } from './claims'
import { checkClock } from './clock'
import { checkChanges, checkStored } from './content'
import { checkCurrent } from './credentials'
import { checkRunning } from './delegations'
import { checkIssuesOf } from './issues'
import { checkMachine } from './machine-checks'
import type { Parts } from './parts'
import { readPiece } from './pieces'
import { readStanding } from './projection'
import { settle } from './settle'
import { storedWorking } from './working'
import { checkWorking } from './working-gates'

/** What came in: by which route, on which story, whose it is (in whose session it came, but for what was carried by `bringer`); an edit first, then what is decided on it. */
export type Act = { route: 'submit' | 'review' | 'reviewEdited' | 'carry'; story: string; person: Person; bringer?: Person; envelopes: readonly Envelope[] }

/** Which acts a route takes, by their place. */
const fits = (route: Act['route'], decision: CheckedStatement['statement']['decision'], index: number): boolean => {
  const written = decision === 'submit' || decision === 'correct'
  if (route === 'carry') return true
  if (route === 'submit') return written
  return !written && (decision === 'revise') === (route === 'reviewEdited' && index === 0)
}

/** The signature, and that it was made by whom the session belongs to, about this story, for this route. */
const checkWho = (parts: Parts, act: Act, chain: Chain, index: number, envelope: Envelope): Outcome<CheckedStatement> => {
  const checked = checkEnvelope(envelope, chain.evidence, parts.crypto)
  if (!checked.ok) return checked
  const { statement, key } = checked.value
  if (key.person !== act.person.id) return failed('signer-mismatch', `The statement is signed by ${key.name}, not by who is signed in.`, { name: key.name })
  if (!fits(act.route, statement.decision, index)) return failed('bad-request', `This address does not take a ${statement.decision}.`, { place: 'decision' })
  if (statement.story !== act.story) return failed('wrong-story', 'The statement is about another story.', { story: statement.story })
  return checked
}

/** The signer's rights as they are now, and a time that can be. A submission in the form of an older Stet says nothing of rights, and needs none. */
const checkNow = async (parts: Parts, { enrolments }: Chain, person: Person, { statement, key }: CheckedStatement): Promise<Outcome<null>> => {
  const clock = checkClock(statement.at, parts.now())
  if (!clock.ok) return clock
  const { credential } = statement.signer
  if (credential === null && statement.decision !== 'submit') return failed('statement-old', 'This was signed by an older Stet than the desk takes; bring it up to date.')
  const current = checkCurrent(enrolments, { key: key.id, credential: credential ?? enrolments.findLast((each) => each.key.id === key.id)?.key.credential ?? null }, person)
  // Who merely hands in their own piece may do so under an older name or role.
  if (!current.ok && !(credential === null && current.code === 'credential-stale')) return current
  return checkRunning(parts, statement.delegation)
}

/** One act where the piece stands: allowed by the policy, and its bytes here and whole. Answers where the piece stands after it. */
const checkNext = async (parts: Parts, chain: Chain, checked: CheckedStatement, standing: Standing | null): Promise<Outcome<Standing>> => {
  const { statement } = checked
  const next = checkAct(checked, standing, chain.evidence)
  if (!next.ok) return next
  const issues = checkIssuesOf(statement, standing)
  if (!issues.ok) return issues
  const begins = statement.decision === 'submit' || statement.decision === 'correct'
  if (begins && statement.policy !== (await parts.policies.current(parts.db)).digest) return failed('policy-changed', 'The statement was made under another policy.')
  const story = await checkStored(parts, checked)
  if (!story.ok) return story
  const stage = standing && (statement.decision === 'pass' || statement.decision === 'signOff') ? rulesOf(await parts.policies.of(parts.db, standing)).stages[standing.stage] : undefined
  const machine = await checkMachine(parts, statement, stage, story.value)
  if (!machine.ok) return machine
  const changes = statement.decision === 'revise' && standing ? await checkChanges(parts, checked, standing.revision.sha256, story.value) : ok(null)
  return changes.ok ? next : changes
}

const STAGE_ACTS: ReadonlySet<string> = new Set(['pass', 'signOff', 'return', 'revise'])

/** There is no live session to cut; what is wrong with the piece is said by the checks. */
const NOT_LIVE: ReadonlySet<string> = new Set(['live-ended', 'piece-unknown', 'story-altered'])

const endsRound = (envelope: Envelope): boolean => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  return read.ok && STAGE_ACTS.has(read.value.decision)
}

/** What the desk alone knows: who has the piece in hand, and what is in the working copy. `base` is the revision before the first of these acts. */
const checkInHand = async (parts: Parts, { story, person }: Act, base: string | null, acts: readonly CheckedStatement[]): Promise<Outcome<null>> => {
  const last = acts.at(-1)
  if (!last || base === null || !acts.some(({ statement }) => STAGE_ACTS.has(statement.decision))) return ok(null)
  const claimed = await checkClaim(parts, story, person)
  if (!claimed.ok) return claimed
  const working = await storedWorking(parts.db, story, base)
  if (!working) return ok(null)
  const revision = await checkStored(parts, last)
  return revision.ok ? checkWorking(working, revision.value, last.statement.decision) : revision
}

/**
 * Takes what was signed about a piece exactly as it was signed, or says why not; an edit and what is decided on it both or neither. The same sent again
 * answers the piece as it now is and adds nothing, so a retry after a lost answer is safe.
 */
export const receive = async (parts: Parts, act: Act): Promise<Outcome<Piece>> => {
  const ends = act.envelopes.some(endsRound)
  if (ends) {
    // What somebody wrote a moment ago is in the working copy before it is looked at.
    const cut = await parts.live.cut(act.story)
    if (!cut.ok && !NOT_LIVE.has(cut.code)) return cut
  }
  const received = await takeIn(parts, act)
  if (received.ok && ends) await parts.live.reset(act.story, 'stage')
  return received
}

const takeIn = (parts: Parts, act: Act): Promise<Outcome<Piece>> =>
  parts.journal.run(async () => {
    const chain = await readChain(parts, act.story, act.envelopes)
    const acts: CheckedStatement[] = []
    for (const [index, envelope] of act.envelopes.entries()) {
      const checked = checkWho(parts, act, chain, index, envelope)
      if (!checked.ok) return checked
      acts.push(checked.value)
    }
    const known = await parts.db.selectFrom('events').select('id').where('story', '=', act.story).where('id', 'in', acts.map(({ id }) => id)).execute()
    const fresh = acts.filter(({ id }) => !known.some((event) => event.id === id))
    if (fresh.length === 0) return readPiece(parts, act.story)
    const before = await readStanding(parts.db, act.story)
    let standing = before
    for (const each of fresh) {
      const now = await checkNow(parts, chain, act.person, each)
      if (!now.ok) return now
      const next = await checkNext(parts, chain, each, standing)
      if (!next.ok) return next
      standing = next.value
    }
    const held = await checkInHand(parts, act, before?.revision.sha256 ?? null, fresh)
    if (!held.ok) return held
    // The whole chain with these acts at its end, as a verifier will read it: nothing is accepted that could never be published.
    const whole = checkChain([...chain.envelopes, ...fresh.map(({ envelope }) => envelope)], chain.evidence, parts.crypto)
    if (!whole.ok) return whole
    await parts.journal.commit(...fresh.map(({ envelope }) => envelope))
    if (act.bringer) await noteCarried(parts, fresh, act.bringer)
    await settle(parts, before, await readStanding(parts.db, act.story), fresh, act.person)
    return readPiece(parts, act.story)
  })
