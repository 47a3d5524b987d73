import { Fault } from '../../../src-shared/outcome'
import { preflight } from '../../../src-shared/review/preflight'
import { countStory } from '../../../src-shared/story/count'
import type { Story } from '../../../src-shared/story/story'
import { until, type BridgeClient } from './bridge-client'
import { fillPlaces, type PlacePicture } from './copy'

/** Says one step of the walk: a key of cli.json under `demo.` and its details. */
export type Tell = (step: string, details?: Record<string, unknown>) => void

/** A refusal that must come: the walk fails when it does not. */
const mustRefuse = async (code: string, act: () => Promise<unknown>): Promise<void> => {
  try {
    await act()
  } catch (error) {
    if (error instanceof Fault && error.code === code) return
    throw error
  }
  throw new Error(`This should have been refused with ${code}.`)
}

/** Step 2: the reporter writes; the pictures go into their places, and everything is saved durably. */
export const write = async (reporter: BridgeClient, copy: { story: Story; pictures: readonly PlacePicture[]; credit: string }, tell: Tell): Promise<string> => {
  const draft = await reporter.ask('library.create', { template: 'feature', language: copy.story.language })
  const { id } = draft.story
  let generation = draft.generation
  const save = async (story: Story): Promise<Story> => {
    const saved = await reporter.ask('library.save', { story, generation })
    generation = saved.generation
    tell('saved', { generation, at: saved.savedAt })
    return story
  }
  const fields = { ...copy.story, id, photos: {} }
  let story = await save({ ...fields, body: draft.story.body })
  tell('fields', { kicker: story.kicker, headline: story.headline, deck: story.deck, byline: story.byline, dateline: story.dateline })
  const digests: string[] = []
  const photos: Story['photos'] = {}
  for (const picture of copy.pictures) {
    const { photo } = await reporter.ask('photo.add', { story: id, name: picture.name, bytes: picture.bytes })
    photos[photo.sha256] = photo
    digests.push(photo.sha256)
  }
  story = await save({ ...story, body: fillPlaces(fields.body, digests, copy.credit), photos })
  const counts = countStory(story)
  tell('written', { characters: counts.characters, photos: counts.photos, heads: (story.body.content ?? []).filter(({ type }) => type === 'crosshead').map(({ attrs }) => attrs?.['marker']).join(' ') })
  return id
}

/** Step 3: preflight, then submit with the desk away; the piece waits, and goes by itself, once, when the desk is back. */
export const submitOffline = async (reporter: BridgeClient, id: string, desk: { away: () => Promise<void>; back: () => Promise<void> }, tell: Tell): Promise<void> => {
  const { story } = await reporter.ask('library.open', { id })
  const unmet = preflight(story)
  tell('preflight', { blocking: unmet.filter(({ severity }) => severity === 'block').length, warnings: unmet.filter(({ severity }) => severity === 'warn').length })
  await desk.away()
  const entry = await reporter.ask('submit.send', { id })
  tell('queued', { id: entry.id.slice(0, 12) })
  await until(() => reporter.ask('outbox.list', null), ([first]) => first !== undefined && first.attempts > 0)
  tell('waiting', {})
  await desk.back()
  await until(() => reporter.ask('outbox.list', null), (entries) => entries.length === 0)
  tell('sent', {})
}

/** A decision with nothing raised, closed or edited. */
const plain = { issues: [], closes: [], pass: null, delegation: null, working: null }

/** Step 4: the author is refused; the editor returns the piece with a reason, the reporter resubmits, the editor signs it off. */
export const review = async (reporter: BridgeClient, editor: BridgeClient, id: string, words: { reason: string; passphrase: string }, tell: Tell): Promise<void> => {
  const queue = await until(() => editor.ask('desk.pieces', { scope: 'queue' }), (pieces) => pieces.some(({ standing }) => standing.story === id))
  tell('queue', { count: queue.length })
  const seen = async () => {
    const { dossier, seal } = await editor.ask('desk.piece', { id })
    if (!seal.holds) throw new Error(seal.message)
    return dossier.piece.standing.revision
  }
  const first = await seen()
  await mustRefuse('own-piece', () => reporter.ask('desk.decide', { id, decision: 'signOff', reason: '', ...plain, seen: first.sha256, passphrase: words.passphrase }))
  tell('ownPiece', {})
  await mustRefuse('not-signed-off', () => editor.ask('published.publish', { id, destination: 'site' }))
  tell('unsigned', {})
  await mustRefuse('reason-required', () => editor.ask('desk.decide', { id, decision: 'return', reason: ' ', ...plain, seen: first.sha256, passphrase: null }))
  await editor.ask('desk.decide', { id, decision: 'return', reason: words.reason, ...plain, seen: first.sha256, passphrase: null })
  tell('returned', { reason: words.reason })
  const draft = await until(() => reporter.ask('library.open', { id }), ({ group }) => group === 'returned')
  await reporter.ask('library.save', { story: { ...draft.story, summary: draft.story.summary || draft.story.headline }, generation: draft.generation })
  await reporter.ask('submit.send', { id })
  await until(() => reporter.ask('outbox.list', null), (entries) => entries.length === 0)
  const second = await seen()
  tell('resubmitted', { number: second.number })
  const decided = await editor.ask('desk.decide', { id, decision: 'signOff', reason: '', ...plain, seen: second.sha256, passphrase: words.passphrase })
  if (decided.state !== 'taken') throw new Error('The desk is away.')
  const { piece } = decided
  tell('signedOff', { by: piece.signedBy, fingerprint: piece.standing.revision.sha256.slice(0, 16) })
}

/** Step 5: the signed revision is published; publishing again changes nothing. */
export const publish = async (editor: BridgeClient, id: string, tell: Tell): Promise<void> => {
  const first = await editor.ask('published.publish', { id, destination: 'site' })
  if (first.state !== 'published') throw new Fault(first.code, first.message)
  const again = await editor.ask('published.publish', { id, destination: 'site' })
  if (JSON.stringify(first) !== JSON.stringify(again)) throw new Error('Publishing twice changed the publication.')
  tell('published', { url: first.receipt?.url ?? '' })
}

/** Step 6: two exports of the same signed piece are the same bytes by their digest in the manifest; answers where the package is. */
export const exportPackage = async (editor: BridgeClient, id: string, tell: Tell): Promise<string> => {
  const exported = await editor.ask('published.export', { id })
  tell('exported', { path: exported.path, bytes: exported.bytes })
  return exported.path
}
