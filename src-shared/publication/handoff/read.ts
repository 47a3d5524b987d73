import { z } from 'zod'

import { failed, ok, type Failure, type Outcome } from '../../outcome'
import type { Policy } from '../../review/policy'
import type { Crypto, EnrolledKey } from '../../signoff/check'
import { envelopeSchema, type Envelope } from '../../signoff/envelope'
import { checkSigned, evidenceOf } from '../../signoff/evidence'
import { checkRecords, keysIn, policiesIn, type CheckedRecord } from '../../signoff/records'
import { parseBody } from '../../story/body'
import { conflictSchema } from '../../story/merge'
import { keptStorySchema } from '../../story/migrations'
import { notesSchema } from '../../story/notes'
import type { Photo } from '../../story/story'
import type { DeskIdentity } from '../piece'
import { byPath } from '../package/layout'
import type { FileDigest, ReadFile } from '../package/read-files'
import { readJson } from '../package/read-json'
import type { ZipFileEntry } from '../package/read-zip'
import type { ZipSource } from '../package/zip-source'
import { damaged, readHandoffFiles } from './check-files'
import { checkHandedPiece, type HandedPiece } from './check-piece'
import { HANDOFF } from './layout'
import { HANDOFF_TYPE, handoffStatementSchema, type HandoffStatement } from './statement'

/** draft.json: a draft with what was said about it and what is still to be chosen. */
export const handedDraftSchema = z.strictObject({ story: keptStorySchema, notes: notesSchema, conflicts: z.array(conflictSchema).max(1000) })
export type HandedDraft = z.infer<typeof handedDraftSchema>

/** A photo in a hand-off file, and where its bytes stand in the zip. */
export type HandedPhoto = { photo: Photo; entry: ZipFileEntry }

/** A hand-off file of which everything holds: who made it, and the draft or the piece in it. */
export type Handoff = { statement: HandoffStatement; sender: EnrolledKey; records: CheckedRecord[]; photos: HandedPhoto[] } & ({ draft: HandedDraft; piece: null } | { draft: null; piece: HandedPiece })

/** What this machine knows of the desk: its key, the policy last heard, and the records it has put out. */
export type KnownHouse = { desk: DeskIdentity; policy: Policy; records: readonly Envelope[] }

type Files = ReadonlyMap<string, ReadFile>

/** The envelopes of one folder, which must be numbered from 1 without a gap. */
const readNumbered = (files: Files, folder: string, pathOf: (index: number) => string): Outcome<Envelope[]> => {
  const paths = [...files.keys()].filter((path) => path.startsWith(folder)).sort(byPath)
  const envelopes: Envelope[] = []
  for (const [index, path] of paths.entries()) {
    const envelope = readJson(files, path, envelopeSchema)
    if (path !== pathOf(index + 1) || !envelope.ok) return damaged('envelope-invalid', path)
    envelopes.push(envelope.value)
  }
  return ok(envelopes)
}

const only = (files: Files, folders: readonly string[]): Failure | null => {
  const stray = [...files.keys()].find((path) => path !== HANDOFF.statement && path !== HANDOFF.signature && !folders.some((folder) => path.startsWith(folder)))
  return stray === undefined ? null : damaged('path-unknown', stray)
}

const entriesOf = (photos: ReadonlyMap<string, Photo>, entries: ReadonlyMap<string, ZipFileEntry>): HandedPhoto[] =>
  [...photos].flatMap(([path, photo]) => {
    const entry = entries.get(path)
    return entry ? [{ photo, entry }] : []
  })

const checkDraft = (files: Files, statement: HandoffStatement): Outcome<{ draft: HandedDraft; photos: Map<string, Photo> }> => {
  const draft = readJson(files, HANDOFF.draft, handedDraftSchema)
  if (!draft.ok) return damaged('draft-invalid', String(draft.details['reason'] ?? ''))
  const { story } = draft.value
  const body = parseBody(story.body)
  if (!body.ok) return body
  if (story.id !== statement.story || story.headline !== statement.headline) return damaged('statement-differs', HANDOFF.draft)
  const photos = new Map(Object.entries(story.photos).map(([sha256, photo]) => [HANDOFF.photo(sha256, photo.mediaType), photo]))
  for (const [path, photo] of photos) {
    const file = files.get(path)
    if (!file) return damaged('file-missing', photo.name)
    if (file.sha256 !== photo.sha256 || file.size !== photo.bytes) return damaged('photo-differs', path)
  }
  for (const path of files.keys()) if (path.startsWith(HANDOFF.photos) && !photos.has(path)) return damaged('photo-unknown', path)
  return ok({ draft: draft.value, photos })
}

/**
 * Reads a hand-off file and checks all of it before anything is taken: the zip, every file's digest, the sender's signature by a key this desk enrolled, and of a piece the
 * whole chain. The desk's records in the file are checked by its key, and read beside those this machine has: an end of a key that is known here counts, whatever
 * the file says. Refuses as readHandoffFiles and checkHandedPiece, `handoff-other-desk`, `key-unknown`, `credential-unknown`, `signer-mismatch`, `signature-invalid`, `key-revoked`.
 */
export const readHandoff = async (source: ZipSource, house: KnownHouse, parts: { crypto: Crypto; digest: () => FileDigest }): Promise<Outcome<Handoff>> => {
  const { crypto } = parts
  const read = await readHandoffFiles(source, parts.digest)
  if (!read.ok) return read
  const { statement, envelope, files, entries } = read.value
  if (statement.desk !== house.desk.key) return failed('handoff-other-desk', 'The hand-off file is of another newsroom than the one this machine works with.')
  const carried = readNumbered(files, HANDOFF.records, HANDOFF.record)
  if (!carried.ok) return carried
  const records = checkRecords([...house.records, ...carried.value], house.desk, crypto)
  if (!records.ok) return records
  const delegations = readNumbered(files, HANDOFF.delegations, HANDOFF.delegation)
  if (!delegations.ok) return delegations
  const evidence = evidenceOf({ desk: house.desk.key, keys: keysIn(records.value), policies: [house.policy, ...policiesIn(records.value)], delegations: delegations.value }, crypto)
  const signed = checkSigned(envelope, HANDOFF_TYPE, handoffStatementSchema, evidence, crypto)
  if (!signed.ok) return signed
  const { key: sender } = signed.value
  // Not only from then on: who has somebody's old key could date a file as they like.
  if (sender.revokedAt) return failed('key-revoked', `The key of ${sender.name} was revoked at ${sender.revokedAt}.`, { name: sender.name, at: sender.revokedAt })
  const common = { statement, sender, records: records.value }
  if (statement.kind === 'draft') {
    const stray = only(files, [HANDOFF.draft, HANDOFF.photos, HANDOFF.records])
    const draft = stray ?? checkDraft(files, statement)
    return draft.ok ? ok({ ...common, draft: draft.value.draft, piece: null, photos: entriesOf(draft.value.photos, entries) }) : draft
  }
  const stray = only(files, [HANDOFF.acts, HANDOFF.revisions, HANDOFF.photos, HANDOFF.delegations, HANDOFF.records])
  const acts = stray ?? readNumbered(files, HANDOFF.acts, HANDOFF.act)
  if (!acts.ok) return acts
  const piece = checkHandedPiece(files, acts.value, delegations.value, statement.atDesk, evidence, crypto)
  if (!piece.ok) return piece
  if (piece.value.piece.standing.story !== statement.story || piece.value.piece.story.headline !== statement.headline) return damaged('statement-differs', HANDOFF.statement)
  return ok({ ...common, draft: null, piece: piece.value.piece, photos: entriesOf(piece.value.photos, entries) })
}
