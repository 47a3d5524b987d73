import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { CheckLog } from '../../src-shared/proofing/log'
import { plainAct, type Command } from '../../src-shared/review/command'
import type { Grant, Person, Role } from '../../src-shared/review/people'
import type { Crypto } from '../../src-shared/signoff/check'
import { fromBase64, readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { REVIEW_TYPE, reviewStatementSchema, type NewReviewStatement } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { countStory } from '../../src-shared/story/count'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'

/** Signs bytes with the open key of a person; `key-absent` and `key-locked` are the refusals to expect. */
export type Sign = (person: string, payloadType: string, payload: Uint8Array) => Outcome<Envelope>
/** The public half of a person's key. */
export type PublicKey = (person: string) => Outcome<{ id: string; publicKey: string }>

/** The desk's record of who holds a key and in which roles, as an act names it. `id` is the record's, `key` the key's. */
export type Credential = { id: string; key: string; name: string; role: Role; grants?: Grant[] | undefined }

/** A pass of the machine over a story: what it came to, as it is put on record with an act. */
export type MachinePass = (story: Story, asides: readonly Aside[]) => CheckLog

/** Who acts, with what, and when. `at` is ISO 8601 with the offset of the person's clock. */
export type Signing = { person: Person; health: Health; at: string; crypto: Crypto; sign: Sign; publicKey: PublicKey; /** One pass of the machine over a story by the house's lists, but for what somebody lets stand. */ machinePass: MachinePass }

/** An act to be worded: a command, the whole story it is about, the digest of the policy it runs under, and the delegation acted under. */
export type Act = Omit<Command, 'story' | 'at' | 'channel'> & { story: Story; policy: string; delegation: string | null }

/** What most acts leave empty. */
export const noParts = { changes: plainAct.changes, issues: plainAct.issues, closes: plainAct.closes, pass: plainAct.pass, delegation: null } as const

/** The same act as decide() is asked about it. */
export const commandOf = (act: Act, at: string): Command => ({ ...act, story: act.story.id, channel: act.story.channel, at })

/** A signed act; `id` is the SHA-256 of its statement. */
export type Signed = { id: string; envelope: Envelope }

const signed = (statement: unknown, person: string, { crypto, sign }: Pick<Signing, 'crypto' | 'sign'>): Outcome<Signed> => {
  const envelope = sign(person, REVIEW_TYPE, canonicalBytes(statement))
  return envelope.ok ? ok({ id: crypto.sha256(fromBase64(envelope.value.payload)), envelope: envelope.value }) : envelope
}

/** Words an act as a statement by this person for this desk and signs it. */
export const signAct = (act: Act, credential: Credential, parts: Signing): Outcome<Signed> => {
  const statement: NewReviewStatement = {
    type: 'stet.review/2',
    desk: parts.health.desk.key,
    policy: act.policy,
    story: act.story.id,
    revision: act.revision,
    channel: act.story.channel,
    headline: act.story.headline,
    characters: countStory(act.story).characters,
    photos: Object.keys(act.story.photos).sort(),
    stage: act.stage,
    decision: act.decision,
    reason: act.reason,
    changes: [...act.changes],
    issues: [...act.issues],
    closes: [...act.closes],
    pass: act.pass,
    signer: { person: parts.person.id, name: credential.name, key: credential.key, credential: credential.id },
    delegation: act.delegation,
    ...(act.checks ? { checks: act.checks } : {}),
    at: parts.at,
    previous: act.previous,
  }
  return signed(statement, parts.person.id, parts)
}

/** Signs a submission by a key the desk has never seen: in the first form, which names no credential. The desk takes nothing else in it. */
export const signFirstSubmission = (act: Act & { decision: 'submit' }, parts: Signing): Outcome<Signed> => {
  const key = parts.publicKey(parts.person.id)
  if (!key.ok) return key
  const { changes: _changes, issues: _issues, closes: _closes, pass: _pass, delegation: _delegation, checks: _checks, story, ...rest } = act
  const statement = {
    type: 'stet.review/1',
    desk: parts.health.desk.key,
    ...rest,
    story: story.id,
    headline: story.headline,
    characters: countStory(story).characters,
    photos: Object.keys(story.photos).sort(),
    signer: { person: parts.person.id, name: parts.person.name, key: key.value.id },
    at: parts.at,
  }
  return signed(statement, parts.person.id, parts)
}

/** Words a signed act again under a newer credential, dated now, and signs it. Refuses an envelope that is no act, and as signing does. */
export const signAgain = (envelope: Envelope, credential: Credential, parts: Pick<Signing, 'at' | 'crypto' | 'sign'>): Outcome<Signed> => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  if (!read.ok) return read
  const { channel, type, ...rest } = read.value
  // The first form does not say the channel; nothing of it was ever stale for want of a credential.
  if (type === 'stet.review/1' || channel === null) return failed('envelope-invalid', 'A statement of the first form names no credential.', { place: 'signer' })
  const { person, key } = read.value.signer
  return signed({ ...rest, type, channel, at: parts.at, signer: { person, name: credential.name, key, credential: credential.id } } satisfies NewReviewStatement, person, parts)
}
