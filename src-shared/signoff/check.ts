import { failed, ok, type Failure, type Outcome } from '../outcome'
import { advance } from '../review/advance'
import { decide } from '../review/decide'
import type { Policy } from '../review/policy'
import type { Standing } from '../review/states'
import { canonicalBytes } from '../story/canonical'
import { countStory } from '../story/count'
import { readStory } from '../story/migrations'
import type { Story } from '../story/story'
import type { Envelope } from './envelope'
import { checkSigned, type Crypto, type EnrolledKey, type Evidence } from './evidence'
import { REVIEW_TYPE, reviewStatementSchema, type ReviewStatement } from './statement'

export type { Crypto, EnrolledKey } from './evidence'

/** A statement whose signature and signer were checked, and its id (SHA-256 of the statement's bytes). */
export type CheckedStatement = { id: string; statement: ReviewStatement; envelope: Envelope; key: EnrolledKey }

/** Checks one envelope's signature: known key, not ended before, signature over exactly these bytes, signer named inside the statement. */
export const checkEnvelope = (envelope: Envelope, evidence: Pick<Evidence, 'keys' | 'credentials'>, crypto: Crypto): Outcome<CheckedStatement> =>
  checkSigned(envelope, REVIEW_TYPE, reviewStatementSchema, evidence, crypto)

/** A statement against the stored bytes it claims: digest, headline, length and photos all as signed. */
export const checkContent = (statement: ReviewStatement, storyBytes: Uint8Array, crypto: Crypto): Outcome<Story> => {
  if (crypto.sha256(storyBytes) !== statement.revision.sha256) return failed('story-altered', 'The story is not the one that was signed.', { story: statement.story })
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(storyBytes))
  } catch {
    return failed('story-invalid', 'The story is not JSON.', { place: '' })
  }
  const story = readStory(json)
  if (!story.ok) return story
  // Two JSON texts can read alike; only the canonical one may carry a signature.
  if (crypto.sha256(canonicalBytes(json)) !== statement.revision.sha256) return failed('story-not-canonical', 'The story is not in canonical form.', { story: statement.story })
  if (story.value.id !== statement.story) return failed('wrong-story', 'The statement is about another story.', { story: statement.story })
  const photos = Object.keys(story.value.photos).sort()
  if (photos.join() !== [...statement.photos].sort().join()) return failed('photos-mismatch', 'The photos are not the ones that were signed.')
  if (countStory(story.value).characters !== statement.characters || story.value.headline !== statement.headline)
    return failed('summary-mismatch', 'The statement describes another text.')
  if (statement.channel && statement.channel.join('\n') !== story.value.channel.join('\n')) return failed('summary-mismatch', 'The statement names another channel.')
  return ok(story.value)
}

/** The policy an act runs under: a submission's or correction's own, else the one its round began with. */
const policyFor = (statement: ReviewStatement, standing: Standing | null, evidence: Evidence): Outcome<Policy> => {
  const begins = statement.decision === 'submit' || statement.decision === 'correct' || !standing
  const policy = evidence.policies.get(statement.policy)
  if (!policy || (!begins && standing.policy !== '' && standing.policy !== statement.policy)) return failed('policy-changed', 'The statement was made under another policy.')
  return ok(policy)
}

/** One more act on a piece, its signature already checked: allowed by the policy where the piece stands, or why not; and the standing after it. */
export const checkAct = ({ id, statement, key }: CheckedStatement, standing: Standing | null, evidence: Evidence): Outcome<Standing> => {
  if (statement.desk !== evidence.desk) return failed('wrong-desk', 'The statement was made for another desk.')
  const policy = policyFor(statement, standing, evidence)
  if (!policy.ok) return policy
  const delegation = statement.delegation === null ? null : evidence.delegations.get(statement.delegation)
  if (delegation === undefined) return failed('delegation-unknown', 'There is no such delegation.', { delegation: statement.delegation ?? '' })
  const allowed = decide(standing, statement, { id: key.person, role: key.role, grants: key.grants, key: key.id, delegation }, policy.value)
  return allowed.ok ? ok(advance(standing, { ...statement, id, person: key.person, key: key.id }, policy.value)) : allowed
}

/** The whole chain of a piece, replayed through the policies from the first submission. Refuses at the first event that does not hold. */
export const checkChain = (envelopes: readonly Envelope[], evidence: Evidence, crypto: Crypto): Outcome<{ standing: Standing; statements: CheckedStatement[] }> => {
  let standing: Standing | null = null
  const statements: CheckedStatement[] = []
  for (const [index, envelope] of envelopes.entries()) {
    const here = ({ code, message, details }: Failure): Failure => failed(code, message, { ...details, event: index + 1 })
    const checked = checkEnvelope(envelope, evidence, crypto)
    if (!checked.ok) return here(checked)
    const next: Outcome<Standing> = checkAct(checked.value, standing, evidence)
    if (!next.ok) return here(next)
    standing = next.value
    statements.push(checked.value)
  }
  if (!standing) return failed('not-submitted', 'There is no event.')
  return ok({ standing, statements })
}
