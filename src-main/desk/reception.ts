import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import { checkChain, checkContent, checkEnvelope, type CheckedStatement } from '../../src-shared/signoff/check'
import { envelopeSchema, type Envelope } from '../../src-shared/signoff/envelope'
import { REVIEW_TYPE } from '../../src-shared/signoff/statement'
import type { BodyJson, Story } from '../../src-shared/story/story'
import { unresolvedIn } from '../../src-shared/story/unresolved'
import { readKeys } from './keys'
import type { Parts } from './parts'
import { readPiece } from './pieces'
import { readStanding } from './projection'

/** How far ahead of the desk's clock a statement's time may be. */
const AHEAD_HOURS = 24

/** What came in: by which route, on which story, in whose session. */
export type Act = { route: 'submit' | 'review'; story: string; person: Person; envelope: Envelope }

/** Every review event of a story with its proof, oldest first. */
export const readReviewEnvelopes = async (parts: Parts, story: string): Promise<Envelope[]> => {
  const rows = await parts.db.selectFrom('events').select('envelope').where('story', '=', story).where('decision', '!=', 'published').orderBy('seq').execute()
  return rows.map(({ envelope }) => envelopeSchema.parse(JSON.parse(envelope)))
}

/** The signature, and that it was made by whom the session belongs to, about this story, for this route. */
const checkWho = async (parts: Parts, act: Act): Promise<Outcome<CheckedStatement>> => {
  const keys = await readKeys(parts.db, { id: act.envelope.signatures[0]?.keyid ?? '' }, parts.desk, parts.crypto)
  const checked = checkEnvelope(act.envelope, new Map(keys.map(({ key }) => [key.id, key])), parts.crypto)
  if (!checked.ok) return checked
  const { statement, key } = checked.value
  if (key.person !== act.person.id) return failed('signer-mismatch', `The statement is signed by ${key.name}, not by who is signed in.`, { name: key.name })
  if (statement.signer.name !== key.name) return failed('signer-mismatch', `The statement names ${statement.signer.name}, the key belongs to ${key.name}.`, { name: key.name })
  if ((statement.decision === 'submit') !== (act.route === 'submit')) return failed('bad-request', `This address does not take a ${statement.decision}.`, { place: 'decision' })
  if (statement.story !== act.story) return failed('wrong-story', 'The statement is about another story.', { story: statement.story })
  return checked
}

/** Made for this desk, under its policy, at a time that can be, and allowed by the policy where the piece stands. */
const checkWhether = async (parts: Parts, { statement, key }: CheckedStatement): Promise<Outcome<null>> => {
  if (statement.desk !== parts.desk.key) return failed('wrong-desk', 'The statement was made for another desk.')
  if (statement.policy !== parts.policyDigest) return failed('policy-changed', 'The statement was made under another policy.')
  if (Date.parse(statement.at) > Date.parse(parts.now()) + AHEAD_HOURS * 3_600_000) return failed('clock-ahead', 'The statement is dated in the future.', { at: statement.at, hours: AHEAD_HOURS })
  const standing = await readStanding(parts.db, statement.story)
  const allowed = decide(standing, statement, { id: key.person, role: key.role, key: key.id }, parts.policy)
  return allowed
}

const photosIn = (node: BodyJson): string[] => [...(node.type === 'photo' && typeof node.attrs?.['photo'] === 'string' ? [node.attrs['photo']] : []), ...(node.content ?? []).flatMap(photosIn)]

const checkPhotos = async (parts: Parts, story: Story): Promise<Outcome<null>> => {
  if (photosIn(story.body).some((sha256) => !Object.hasOwn(story.photos, sha256))) return failed('photos-mismatch', 'The text shows a photo the story does not carry.')
  for (const [sha256, photo] of Object.entries(story.photos)) {
    const facts = await parts.files.photoFacts(sha256)
    if (!facts) return failed('photo-not-uploaded', `The desk has not received ${photo.name}.`, { digest: sha256, name: photo.name })
    const same = photo.sha256 === sha256 && facts.mediaType === photo.mediaType && facts.width === photo.width && facts.height === photo.height && facts.bytes === photo.bytes
    if (!same) return failed('photo-facts-mismatch', `${photo.name} is not the picture the story describes.`, { digest: sha256, name: photo.name })
  }
  return ok(null)
}

/** The stored bytes are what the statement describes, whole, with every photo and nothing left to answer. */
const checkWhat = async (parts: Parts, { statement }: CheckedStatement): Promise<Outcome<null>> => {
  const bytes = await parts.files.revision(statement.revision.sha256)
  if (bytes === null) return failed('revision-not-uploaded', 'The desk has not received the text.', { digest: statement.revision.sha256 })
  if (bytes === 'damaged') return failed('story-altered', 'The stored story is not the one that was signed.', { story: statement.story })
  const story = checkContent(statement, bytes, parts.crypto)
  if (!story.ok) return story
  const open = unresolvedIn(story.value.body).length
  if (open > 0) return failed('story-unresolved', `The text still holds ${String(open)} suggestions or comments.`, { count: open })
  return checkPhotos(parts, story.value)
}

/** The piece's whole chain with this act at its end, as a verifier will read it: nothing is accepted that could never be published. */
const checkHow = async (parts: Parts, act: Act): Promise<Outcome<null>> => {
  const before = await readReviewEnvelopes(parts, act.story)
  const keys = [...(await readKeys(parts.db, { story: act.story }, parts.desk, parts.crypto)), ...(await readKeys(parts.db, { id: act.envelope.signatures[0]?.keyid ?? '' }, parts.desk, parts.crypto))]
  const chain = checkChain([...before, act.envelope], new Map(keys.map(({ key }) => [key.id, key])), parts.policy, parts.desk.key, parts.crypto)
  return chain.ok ? ok(null) : chain
}

/**
 * Takes a submission or a review exactly as it was signed, or says why not. The same act sent again answers the piece as it now is and
 * adds nothing, so a retry after a lost answer is safe.
 */
export const receive = (parts: Parts, act: Act): Promise<Outcome<Piece>> =>
  parts.journal.run(async () => {
    if (act.envelope.payloadType !== REVIEW_TYPE) return failed('envelope-invalid', `Payload type ${act.envelope.payloadType}, not ${REVIEW_TYPE}.`, { place: 'payloadType' })
    const checked = await checkWho(parts, act)
    if (!checked.ok) return checked
    const known = await parts.db.selectFrom('events').select('id').where('id', '=', checked.value.id).where('story', '=', act.story).executeTakeFirst()
    if (known) return readPiece(parts.db, act.story)
    for (const check of [checkWhether, checkWhat]) {
      const held = await check(parts, checked.value)
      if (!held.ok) return held
    }
    const chain = await checkHow(parts, act)
    if (!chain.ok) return chain
    await parts.journal.commit(act.envelope)
    return readPiece(parts.db, act.story)
  })
