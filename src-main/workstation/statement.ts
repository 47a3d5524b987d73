import type { Health } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import type { Decision, RevisionRef } from '../../src-shared/review/states'
import type { Crypto } from '../../src-shared/signoff/check'
import { fromBase64, type Envelope } from '../../src-shared/signoff/envelope'
import { REVIEW_TYPE, type ReviewStatement } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { countStory } from '../../src-shared/story/count'
import type { Story } from '../../src-shared/story/story'

/** Signs bytes with the open key of a person; `key-absent` and `key-locked` are the refusals to expect. */
export type Sign = (person: string, payloadType: string, payload: Uint8Array) => Outcome<Envelope>
/** The public half of a person's key. */
export type PublicKey = (person: string) => Outcome<{ id: string; publicKey: string }>

export type Act = { story: Story; revision: RevisionRef; stage: string; decision: Decision; reason: string; previous: string | null }

/** Words an act as a statement by this person for this desk, signs it, and answers with its id (SHA-256 of the statement). */
export const signAct = (
  act: Act,
  parts: { person: Person; health: Health; at: string; crypto: Crypto; sign: Sign; publicKey: PublicKey },
): Outcome<{ id: string; envelope: Envelope }> => {
  const key = parts.publicKey(parts.person.id)
  if (!key.ok) return key
  const statement: ReviewStatement = {
    type: 'stet.review/1',
    desk: parts.health.desk.key,
    policy: parts.crypto.sha256(canonicalBytes(parts.health.policy)),
    story: act.story.id,
    revision: act.revision,
    headline: act.story.headline,
    characters: countStory(act.story).characters,
    photos: Object.keys(act.story.photos).sort(),
    stage: act.stage,
    decision: act.decision,
    reason: act.reason,
    signer: { person: parts.person.id, name: parts.person.name, key: key.value.id },
    at: parts.at,
    previous: act.previous,
  }
  const envelope = parts.sign(parts.person.id, REVIEW_TYPE, canonicalBytes(statement))
  if (!envelope.ok) return envelope
  return ok({ id: parts.crypto.sha256(fromBase64(envelope.value.payload)), envelope: envelope.value })
}
