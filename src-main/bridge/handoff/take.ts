import type { HandoffReport } from '../../../src-shared/bridge/handoff'
import { dossierOf } from '../../../src-shared/desk-api/handed'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { damaged } from '../../../src-shared/publication/handoff/check-files'
import type { HandedPiece } from '../../../src-shared/publication/handoff/check-piece'
import type { HandedDraft, Handoff } from '../../../src-shared/publication/handoff/read'
import { readStory } from '../../../src-shared/story/migrations'
import type { CheckedStatement } from '../../../src-shared/signoff/check'
import { bringIn } from '../../library/archive/bring-in'
import { handedStory } from '../../library/archive/handed'
import { copyId, textDigest } from '../../library/conflict/copy'
import type { QueuedAct, QueuedSubmission } from '../../outbox/outbox'
import type { OpenHandoff } from '../../publication/handoff/open'
import { begins } from '../../workstation/kept-carried'
import type { Tools } from '../asking'
import { knownChain, type KnownChain } from './known-chain'

type Taken = Pick<HandoffReport, 'draft' | 'piece' | 'queued' | 'acts'>

const from = ({ statement: { signer, note, at } }: Handoff) => ({ person: signer.person, name: signer.name, note, at })

const sameWords = async (draft: HandedDraft, { profile }: Tools): Promise<boolean> => {
  const there = await profile.library.open(draft.story.id)
  return there.ok && textDigest(there.value) === textDigest(draft)
}

/** Makes a draft of one's own of one that was handed over. What is there is never written over: the same words are there already, other words become a copy. */
export const takeDraft = async ({ handoff, photo }: OpenHandoff, tools: Tools): Promise<Outcome<Taken>> => {
  const { draft } = handoff
  if (!draft) return damaged('draft-invalid')
  const shut = tools.profile.place.shut()
  if (shut) return shut
  const story = handedStory(draft, handoff.photos.map((each) => each.photo), from(handoff), tools.reading.now(), photo)
  const brought = await bringIn([story], { library: tools.profile.library, vault: tools.profile.vault, now: tools.reading.now, from: handoff.statement.signer.name, progress: () => undefined, signal: new AbortController().signal })
  if (!brought.ok) return brought
  const { copies, skipped, left } = brought.value
  const [missing] = left
  if (missing) return failed(missing.code, 'The draft could not be taken whole.', { name: missing.place })
  const how = copies > 0 ? 'copy' : skipped > 0 ? 'there' : 'new'
  // The same words stand under its own id, or in a copy that was made of them before.
  const own = how === 'new' || (how === 'there' && (await sameWords(draft, tools)))
  return ok({ draft: { id: own ? draft.story.id : copyId(draft), how }, piece: null, queued: [], acts: [] })
}

/** Keeps what was handed over beside what the desk said: texts and photos first, the piece last, so that what is broken off leaves nothing that looks whole. */
const keepPiece = async (piece: HandedPiece, { handoff, photo }: OpenHandoff, tools: Tools): Promise<void> => {
  const { profile, health, crypto, reading } = tools
  const { story } = handoff.statement
  for (const [sha256, bytes] of piece.revisions) await profile.pieces.keepRevision(story, sha256, bytes)
  for (const each of handoff.photos) {
    const bytes = await photo(each.photo.sha256)
    if (bytes) await profile.pieces.carried.keepPhoto(story, each.photo.sha256, bytes)
  }
  await profile.pieces.carried.keep(story, health.desk.key, { dossier: dossierOf(piece, crypto), from: from(handoff), at: reading.now() })
}

/** One act as it waits in the outbox to be brought to the desk. */
const queue = async ({ id, statement, envelope, key }: CheckedStatement, piece: HandedPiece, { photo }: OpenHandoff, { profile, health, person, at, crypto }: Tools): Promise<Outcome<unknown>> => {
  const { story, headline, decision, revision } = statement
  const common = { id, person: person.id, story, headline, desk: health.desk.key, envelope, revision: revision.sha256, signer: { person: key.person, name: key.name }, queuedAt: at }
  if (decision === 'revise') return damaged('edit-unsent')
  if (decision !== 'submit' && decision !== 'correct') return profile.outbox.add({ kind: 'act', ...common, decision } satisfies QueuedAct)
  const bytes = piece.revisions.get(revision.sha256)
  const text = bytes ? readStory(JSON.parse(new TextDecoder().decode(bytes))) : null
  if (!bytes || !text?.ok || crypto.sha256(bytes) !== revision.sha256) return damaged('file-missing')
  const photos: QueuedSubmission['photos'] = []
  for (const { sha256, mediaType } of Object.values(text.value.photos)) {
    const original = await photo(sha256)
    if (!original) return failed('handoff-damaged', 'A photo of the file can no longer be read.', { reason: 'file-missing', name: sha256 })
    photos.push({ sha256, file: await profile.pieces.carried.keepPhoto(story, sha256, original), mediaType })
  }
  return profile.outbox.add({ kind: 'submission', ...common, decision, photos } satisfies QueuedSubmission, bytes)
}

/** How what came stands to what is known here; null where the two went different ways. */
const standsTo = (known: KnownChain, ids: readonly string[]): HandoffReport['piece'] => (begins(ids, known.ids) && known.ids.length > 0 ? 'known' : begins(known.ids, ids) ? (known.ids.length === 0 ? 'new' : 'further') : null)

/**
 * Takes a piece that was handed over: to be read and signed here like one kept from the desk, and whatever of it the desk does not have into the outbox, to go there from here. The newest
 * chain wins; one that went another way than what is known here is refused (`handoff-parted`), but for signed acts, of which the desk says itself what is wrong.
 */
export const takePiece = async (open: OpenHandoff, tools: Tools): Promise<Outcome<Taken>> => {
  const { piece, statement } = open.handoff
  if (!piece) return damaged('acts-missing')
  const known = await knownChain(statement.story, tools)
  const ids = piece.statements.map(({ id }) => id)
  const how = standsTo(known, ids)
  if (how === null && statement.kind === 'review') return failed('handoff-parted', 'What was signed in this file does not go on from what is known here.')
  if (how === 'new' || how === 'further') await keepPiece(piece, open, tools)
  const atDesk = new Set(known.ids.slice(0, known.atDesk))
  const queued: string[] = []
  for (const [index, each] of piece.statements.entries()) {
    if (atDesk.has(each.id) || index < statement.atDesk) {
      atDesk.add(each.id)
      continue
    }
    const added = await queue(each, piece, open, tools)
    if (!added.ok) return added
    queued.push(each.id)
  }
  const acts = piece.statements.map(({ id, key, statement: { decision, at, reason } }) => ({ id, decision, name: key.name, at, reason, atDesk: atDesk.has(id) }))
  return ok({ draft: null, piece: how ?? 'known', queued, acts })
}
