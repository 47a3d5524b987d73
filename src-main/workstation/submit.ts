import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import { SUBMISSION } from '../../src-shared/review/command'
import { decide } from '../../src-shared/review/decide'
import type { Rights } from '../../src-shared/review/people'
import { preflight } from '../../src-shared/review/preflight'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../src-shared/story/canonical'
import type { Aside } from '../../src-shared/story/notes'
import type { BodyJson, Photo, Story } from '../../src-shared/story/story'
import { unresolvedIn, withoutComments } from '../../src-shared/story/unresolved'
import { commandOf, noParts, signAct, signFirstSubmission, type Credential, type Signing } from './statement'

/** A submission ready to wait for the network: the frozen bytes and the signed act over them. */
export type Submission = { id: string; story: Story; storyBytes: Uint8Array; sha256: string; envelope: Envelope; decision: 'submit' | 'correct' }

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

/** What stands between a story and the desk whoever sends it: conflicts and suggestions nobody has answered (`conflicts-open`, `story-unresolved` {count}), what preflight blocks. */
const unready = (story: Story, conflicts: readonly unknown[]): Failure | null => {
  if (conflicts.length > 0) return failed('conflicts-open', `${String(conflicts.length)} places wait for somebody to choose.`, { count: conflicts.length })
  const open = unresolvedIn(story.body).length
  if (open > 0) return failed('story-unresolved', `The text still holds ${String(open)} suggestions.`, { count: open })
  const blocking = preflight(story).filter((unmet) => unmet.severity === 'block')
  return blocking.length > 0 ? failed('preflight-unmet', `${String(blocking.length)} rules are not met: ${blocking.map(({ code }) => code).join(', ')}.`, { count: blocking.length }) : null
}

/**
 * Freezes a draft and signs its submission, or with `correction` (what it sets right) the correction of a piece that was signed off. Refuses
 * what is not ready and what the review policy would not allow. Without a `credential` (a key this desk never saw) only a submission goes.
 */
export const prepareSubmission = (draft: { story: Story; piece: Piece | null; conflicts?: readonly unknown[]; asides?: readonly Aside[] | undefined; correction?: string | undefined }, credential: Credential | null, parts: Signing): Outcome<Submission> => {
  const story = freeze(draft.story)
  const refusal = unready(story, draft.conflicts ?? [])
  if (refusal) return refusal
  const storyBytes = canonicalBytes(story)
  const sha256 = parts.crypto.sha256(storyBytes)
  const standing = draft.piece?.standing ?? null
  const key = parts.publicKey(parts.person.id)
  if (!key.ok) return key
  const act = { ...noParts, story, revision: { number: (standing?.revision.number ?? 0) + 1, sha256 }, stage: SUBMISSION, policy: parts.crypto.sha256(canonicalBytes(parts.health.policy)), previous: standing?.lastEvent ?? null, checks: parts.machinePass(story, draft.asides ?? []) }
  const worded = draft.correction === undefined ? { ...act, decision: 'submit' as const, reason: '' } : { ...act, decision: 'correct' as const, reason: draft.correction }
  const rights: Rights = credential ?? parts.person
  const allowed = decide(standing, commandOf(worded, parts.at), { id: parts.person.id, role: rights.role, grants: rights.grants, key: key.value.id }, parts.health.policy)
  if (!allowed.ok) return allowed
  const signed = credential ? signAct(worded, credential, parts) : worded.decision === 'submit' ? signFirstSubmission(worded, parts) : failed('key-not-enrolled', 'The desk has never seen this key.')
  if (!signed.ok) return signed
  return ok({ ...signed.value, story, storyBytes, sha256, decision: worded.decision })
}
