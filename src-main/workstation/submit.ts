import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { SUBMISSION } from '../../src-shared/review/command'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import { preflight } from '../../src-shared/review/preflight'
import type { Crypto } from '../../src-shared/signoff/check'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../src-shared/story/canonical'
import type { BodyJson, Photo, Story } from '../../src-shared/story/story'
import { unresolvedIn, withoutComments } from '../../src-shared/story/unresolved'
import { signAct, type PublicKey, type Sign } from './statement'

/** A submission ready to wait for the network: the frozen bytes and the signed act over them. */
export type Submission = { id: string; story: Story; storyBytes: Uint8Array; sha256: string; envelope: Envelope }

const photosUsed = (node: BodyJson): string[] => [
  ...(node.type === 'photo' && typeof node.attrs?.['photo'] === 'string' ? [node.attrs['photo']] : []),
  ...(node.content ?? []).flatMap(photosUsed),
]

const placesShown = (node: BodyJson): string[] => [
  ...(node.type === 'photo' && typeof node.attrs?.['photo'] === 'string' && node.attrs['place'] === 'shown' ? [node.attrs['photo']] : []),
  ...(node.content ?? []).flatMap(placesShown),
]

/** What a file says of where it was taken goes with the story only where a photo of it shows its place. */
const withoutPlace = (photo: Photo): Photo => (photo.words && photo.words.place !== '' ? { ...photo, words: { ...photo.words, place: '' } } : photo)

/** The story as it will be signed: only the photos its body shows, no place that is not shown, and without comments, which stay in the draft. */
export const freeze = (story: Story): Story => {
  const used = new Set(photosUsed(story.body))
  const shown = new Set(placesShown(story.body))
  return { ...story, body: withoutComments(story.body), photos: Object.fromEntries(Object.entries(story.photos).flatMap(([sha256, photo]) => (used.has(sha256) ? [[sha256, shown.has(sha256) ? photo : withoutPlace(photo)]] : []))) }
}

/** Freezes a draft and signs its submission. Refuses suggestions nobody has answered (`story-unresolved`), what preflight blocks and what the review policy would not allow. */
export const prepareSubmission = (
  draft: { story: Story; piece: Piece | null },
  parts: { person: Person; health: Health; at: string; crypto: Crypto; sign: Sign; publicKey: PublicKey },
): Outcome<Submission> => {
  const story = freeze(draft.story)
  const open = unresolvedIn(story.body).length
  if (open > 0) return failed('story-unresolved', `The text still holds ${String(open)} suggestions.`, { count: open })
  const blocking = preflight(story).filter((unmet) => unmet.severity === 'block')
  if (blocking.length > 0) return failed('preflight-unmet', `${String(blocking.length)} rules are not met: ${blocking.map(({ code }) => code).join(', ')}.`, { count: blocking.length })
  const storyBytes = canonicalBytes(story)
  const sha256 = parts.crypto.sha256(storyBytes)
  const standing = draft.piece?.standing ?? null
  const key = parts.publicKey(parts.person.id)
  if (!key.ok) return key
  const act = {
    story,
    revision: { number: (standing?.revision.number ?? 0) + 1, sha256 },
    stage: SUBMISSION,
    decision: 'submit' as const,
    reason: '',
    previous: standing?.lastEvent ?? null,
  }
  const allowed = decide(standing, { ...act, story: story.id }, { id: parts.person.id, role: parts.person.role, key: key.value.id }, parts.health.policy)
  if (!allowed.ok) return allowed
  const signed = signAct(act, parts)
  if (!signed.ok) return signed
  return ok({ ...signed.value, story, storyBytes, sha256 })
}
