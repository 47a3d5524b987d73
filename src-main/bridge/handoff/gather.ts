import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { bringsText } from '../../../src-shared/publication/handoff/check-piece'
import { HANDOFF } from '../../../src-shared/publication/handoff/layout'
import type { HandoffKind } from '../../../src-shared/publication/handoff/statement'
import { checkChain, type CheckedStatement } from '../../../src-shared/signoff/check'
import { fromBase64, readPayload, type Envelope } from '../../../src-shared/signoff/envelope'
import { evidenceOf, type Evidence } from '../../../src-shared/signoff/evidence'
import { checkRecords, keysIn, policiesIn, type CheckedRecord } from '../../../src-shared/signoff/records'
import { REVIEW_TYPE, reviewStatementSchema, type ReviewStatement } from '../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import type { Photo, Story } from '../../../src-shared/story/story'
import type { HandoffContent, PhotoToHand } from '../../publication/handoff/write'
import { readRevision, storyFrom } from '../../workstation/read-piece'
import type { Tools } from '../asking'
import { knownChain, type KnownChain } from './known-chain'

/** What goes into a hand-off file, and what of it is said in its statement; `photosLeft` counts photos that are not here and that the desk has. */
export type Gathered = { content: HandoffContent; headline: string; atDesk: number; photosLeft: number }

/** The desk's records as this machine knows them, each checked. `handoff-records-missing` where the desk was never heard since it gives them. */
export const knownRecords = async ({ profile, health, crypto }: Tools): Promise<Outcome<CheckedRecord[]>> => {
  const records = checkRecords(await profile.pieces.records(health.desk.key), health.desk, crypto)
  if (!records.ok) return records
  return records.value.length > 0 ? records : failed('handoff-records-missing', 'This machine does not know the keys of the house yet; it must reach the desk once.')
}

const numbered = (envelopes: readonly Envelope[], pathOf: (index: number) => string): [string, Uint8Array][] => envelopes.map((envelope, index) => [pathOf(index + 1), canonicalBytes(envelope)])

const statementOf = (envelope: Envelope): ReviewStatement | null => {
  const read = readPayload(envelope, REVIEW_TYPE, reviewStatementSchema)
  return read.ok ? read.value : null
}

/** The records a reader needs: of these keys, and of these policies. */
const recordsFor = (records: readonly CheckedRecord[], keys: ReadonlySet<string>, policies: ReadonlySet<string>): Envelope[] =>
  records.filter(({ statement }) => (statement.kind === 'keyEnrolled' || statement.kind === 'keyRevoked' ? keys.has(statement.key) : statement.kind === 'policySet' && policies.has(statement.digest))).map(({ envelope }) => envelope)

/** A photo's original, wherever this machine has it, else from the desk. */
const photoOf = (story: string, photo: Photo, { waiting }: Pick<KnownChain, 'waiting'>, { profile, reading, crypto }: Tools): (() => Promise<Uint8Array | null>) => {
  const queued = waiting.flatMap((item) => (item.kind === 'submission' ? item.photos : [])).find(({ sha256 }) => sha256 === photo.sha256)
  const whole = (bytes: Uint8Array | null): Uint8Array | null => (bytes && crypto.sha256(bytes) === photo.sha256 ? bytes : null)
  return async () => {
    const own = await profile.library.readPhoto(story, photo.sha256)
    if (own.ok) return own.value.bytes
    const other = whole(queued ? await profile.vault.read(queued.file).catch(() => null) : null) ?? (await profile.pieces.carried.photo(story, photo.sha256))
    if (other) return other
    const there = await reading.client.call('getPhoto', { params: { story, sha256: photo.sha256 } })
    return there.ok ? whole(there.value) : null
  }
}

type Photos = { photos: PhotoToHand[]; left: number }

/** The photos of some stories: those of `must` all, of the others those that can be had. */
const gatherPhotos = async (story: string, must: readonly Story[], may: readonly Story[], chain: Pick<KnownChain, 'waiting'>, tools: Tools): Promise<Outcome<Photos>> => {
  const needed = new Set(must.flatMap((each) => Object.keys(each.photos)))
  const all = new Map([...may, ...must].flatMap((each) => Object.entries(each.photos)))
  const photos: PhotoToHand[] = []
  let left = 0
  for (const [sha256, photo] of all) {
    const find = photoOf(story, photo, chain, tools)
    if (await find()) photos.push({ photo, read: async () => (await find()) ?? new Uint8Array() })
    else if (needed.has(sha256)) return failed('photo-missing', `The photo ${photo.name} is not on this machine.`, { sha256 })
    else left += 1
  }
  return ok({ photos, left })
}

/** A draft as it stands in the library, with what was said about it. */
export const gatherDraft = async (id: string, sender: string, records: readonly CheckedRecord[], tools: Tools): Promise<Outcome<Gathered>> => {
  const draft = await tools.profile.library.open(id)
  if (!draft.ok) return draft
  const { story, notes, conflicts } = draft.value
  const photos = await gatherPhotos(id, [story], [], { waiting: [] }, tools)
  if (!photos.ok) return photos
  const texts = new Map([...numbered(recordsFor(records, new Set([sender]), new Set()), HANDOFF.record), [HANDOFF.draft, canonicalBytes({ story, notes, conflicts })] as const])
  return ok({ content: { texts, photos: photos.value.photos }, headline: story.headline, atDesk: 0, photosLeft: 0 })
}

/** Delegations the acts name, from whatever this machine knows of them. */
const delegationsFor = async (chain: KnownChain, { profile, health, crypto }: Tools): Promise<Envelope[]> => {
  const lent = (await profile.pieces.lent(health.desk.key)) ?? []
  const known = new Map([...chain.dossiers.flatMap(({ delegations }) => delegations), ...lent.map(({ envelope }) => envelope)].map((envelope) => [crypto.sha256(fromBase64(envelope.payload)), envelope]))
  const named = new Set(chain.envelopes.flatMap((envelope) => statementOf(envelope)?.delegation ?? []))
  return [...named].flatMap((id) => known.get(id) ?? [])
}

const revisionBytes = async (story: string, sha256: string, chain: KnownChain, tools: Tools): Promise<Outcome<Uint8Array>> => {
  const queued = chain.waiting.find((item) => item.kind === 'submission' && item.revision === sha256)
  const own = queued?.kind === 'submission' ? await tools.profile.vault.read(queued.revisionFile).catch(() => null) : null
  return own ? ok(own) : readRevision(story, sha256, tools.reading)
}

const gatherRevisions = async (story: string, digests: ReadonlySet<string>, chain: KnownChain, tools: Tools): Promise<Outcome<{ bytes: [string, Uint8Array][]; stories: Map<string, Story> }>> => {
  const bytes: [string, Uint8Array][] = []
  const stories = new Map<string, Story>()
  for (const sha256 of digests) {
    const read = await revisionBytes(story, sha256, chain, tools)
    if (!read.ok) return read
    const parsed = storyFrom(read.value)
    if (!parsed.ok) return parsed
    bytes.push([HANDOFF.revision(sha256), read.value])
    stories.set(sha256, parsed.value)
  }
  return ok({ bytes, stories })
}

/** The whole chain as whoever opens the file will check it, and what it is checked against. */
const checkKnown = (chain: KnownChain, records: readonly CheckedRecord[], delegations: Envelope[], { health, crypto }: Tools): Outcome<{ evidence: Evidence; statements: CheckedStatement[] }> => {
  const evidence = evidenceOf({ desk: health.desk.key, keys: keysIn(records), policies: [health.policy, ...policiesIn(records)], delegations }, crypto)
  const checked = checkChain(chain.envelopes, evidence, crypto)
  return checked.ok ? ok({ evidence, statements: checked.value.statements }) : checked
}

/**
 * A piece as it is known here, with what waits to be sent: its chain, the text under review and, of what the desk does not have yet, every text and photo. Refuses
 * `handoff-nothing` where there is no act, `handoff-nothing-waits` where nothing is to be brought, `handoff-chain-missing` where the beginning is not known here, and as checkChain.
 */
export const gatherPiece = async (id: string, kind: Exclude<HandoffKind, 'draft'>, sender: string, records: readonly CheckedRecord[], tools: Tools): Promise<Outcome<Gathered>> => {
  const chain = await knownChain(id, tools)
  const [first] = chain.envelopes
  if (!first) return failed('handoff-nothing', 'Nothing of this piece was signed yet.')
  if (kind === 'acts' && chain.atDesk >= chain.envelopes.length) return failed('handoff-nothing-waits', 'Nothing of this piece waits to be brought to the desk.')
  if (statementOf(first)?.previous !== null) return failed('handoff-chain-missing', 'The beginning of what was signed is not on this machine.')
  const delegations = await delegationsFor(chain, tools)
  const checked = checkKnown(chain, records, delegations, tools)
  if (!checked.ok) return checked
  const { statements, evidence } = checked.value
  const current = statements.at(-1)?.statement.revision.sha256 ?? ''
  const unheard = statements.slice(chain.atDesk).filter(bringsText).map(({ statement }) => statement.revision.sha256)
  const revisions = await gatherRevisions(id, new Set([current, ...unheard]), chain, tools)
  if (!revisions.ok) return revisions
  const { stories } = revisions.value
  const must = unheard.flatMap((sha256) => stories.get(sha256) ?? [])
  const shown = stories.get(current)
  const photos = await gatherPhotos(id, must, kind === 'review' && shown ? [shown] : [], chain, tools)
  if (!photos.ok) return photos
  const keys = new Set([sender, ...statements.map(({ key }) => key.id), ...[...evidence.lenders.values()].map((key) => key.id)])
  const texts = new Map([
    ...numbered(chain.envelopes, HANDOFF.act),
    ...numbered(delegations, HANDOFF.delegation),
    ...numbered(recordsFor(records, keys, new Set(statements.map(({ statement }) => statement.policy))), HANDOFF.record),
    ...revisions.value.bytes,
  ])
  return ok({ content: { texts, photos: photos.value.photos }, headline: shown?.headline ?? '', atDesk: chain.atDesk, photosLeft: photos.value.left })
}
