import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { encryptTo } from '../../../../src-main/publication/handoff/age'
import { withHandoff, type OpenHandoff } from '../../../../src-main/publication/handoff/open'
import { writeHandoff, type HandoffContent } from '../../../../src-main/publication/handoff/write'
import { writeZip } from '../../../../src-main/publication/write-zip'
import { decryptionKey } from '../../../../src-main/signoff/agreement'
import { nodeCrypto } from '../../../../src-main/signoff/crypto'
import { ok, valueOf, type Outcome } from '../../../../src-shared/outcome'
import { HANDOFF } from '../../../../src-shared/publication/handoff/layout'
import type { KnownHouse } from '../../../../src-shared/publication/handoff/read'
import { HANDOFF_TYPE, type HandoffStatement } from '../../../../src-shared/publication/handoff/statement'
import { byPath } from '../../../../src-shared/publication/package/layout'
import type { Envelope } from '../../../../src-shared/signoff/envelope'
import { RECORD_TYPE } from '../../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { noNotes } from '../../../../src-shared/story/notes'
import { buildSignedPiece, seal, type BuiltPiece, type Signer } from '../../../support/signed-piece'
import { filesIn, smallPhotos } from '../package-tools'

export type Files = Map<string, Uint8Array>

/** A signed piece, the desk's records of it, and what is needed to hand it over as somebody. */
export const openHouse = async () => {
  const built = await buildSignedPiece({ photos: await smallPhotos() })
  const [policy] = built.source.policies
  if (!policy) throw new Error('no policy')
  const record = (statement: object): Envelope => seal(RECORD_TYPE, { type: 'stet.record/1', desk: built.desk.key, at: '2026-01-04T00:00:00.000Z', ...statement }, built.deskSigner)
  const policyRecord = record({ kind: 'policySet', policy, digest: nodeCrypto.sha256(canonicalBytes(policy)), by: 'desk' })
  const records = [policyRecord, ...built.source.enrolments]
  const house: KnownHouse = { desk: built.desk, policy, records: [] }
  const credentialOf = (signer: Signer): string => built.source.keys.find(({ id }) => id === signer.key)?.credential ?? ''
  const headOf = (kind: HandoffStatement['kind'], signer: Signer = built.author): Omit<HandoffStatement, 'type' | 'files'> => ({
    desk: built.desk.key, kind, story: built.story.id, headline: built.story.headline, note: '请今晚看。', to: [], atDesk: 0,
    signer: { person: signer.person, name: signer.name, key: signer.key, credential: credentialOf(signer) }, at: '2026-03-12T08:00:00+08:00',
  })
  return { built, policy, records, record, house, headOf }
}
export type House = Awaited<ReturnType<typeof openHouse>>

export const photosOf = (built: BuiltPiece): HandoffContent['photos'] => Object.values(built.story.photos).map((photo) => ({ photo, read: () => built.photo(photo.sha256) }))

const numbered = (envelopes: readonly Envelope[], pathOf: (index: number) => string): [string, Uint8Array][] => envelopes.map((envelope, index) => [pathOf(index + 1), canonicalBytes(envelope)])

/** What a review hand-off of the whole piece holds. */
export const reviewContent = ({ built, records }: House): HandoffContent => ({
  texts: new Map([...numbered(built.source.envelopes, HANDOFF.act), ...numbered(records, HANDOFF.record), [HANDOFF.revision(built.piece.sha256), built.source.storyBytes]]),
  photos: photosOf(built),
})
export const draftContent = ({ built, records }: House): HandoffContent => ({
  texts: new Map([...numbered(records, HANDOFF.record), [HANDOFF.draft, canonicalBytes({ story: built.story, notes: noNotes, conflicts: [] })]]),
  photos: photosOf(built),
})

const wholeOf = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export const signBy = (signer: Signer) => (type: string, payload: Uint8Array) => ok(seal(type, JSON.parse(Buffer.from(payload).toString()), signer))

/** The file as a sender writes it. */
export const handoffBytes = async (house: House, kind: HandoffStatement['kind'], signer: Signer = house.built.author, head: Partial<HandoffStatement> = {}): Promise<Buffer> => {
  const made = valueOf(await writeHandoff({ ...house.headOf(kind, signer), ...head }, kind === 'draft' ? draftContent(house) : reviewContent(house), signBy(signer)))
  const bytes = await wholeOf(made.bytes)
  if (bytes.length !== made.size) throw new Error(`${String(bytes.length)} bytes, said to be ${String(made.size)}`)
  return bytes
}

/** A file whose list of files and signature were made anew over whatever is in it: what somebody with a key of the house could make. */
export const signedAnew = async (files: Files, signer: Signer, change: (statement: HandoffStatement) => HandoffStatement = (statement) => statement): Promise<Buffer> => {
  const before = JSON.parse(Buffer.from(files.get(HANDOFF.statement)!).toString()) as HandoffStatement
  const listed = [...files].filter(([path]) => path !== HANDOFF.statement && path !== HANDOFF.signature).sort(([a], [b]) => byPath(a, b))
  const statement = change({ ...before, files: listed.map(([path, bytes]) => ({ path, bytes: bytes.length, sha256: nodeCrypto.sha256(bytes) })) })
  return zipped(new Map([...listed, [HANDOFF.statement, canonicalBytes(statement)], [HANDOFF.signature, canonicalBytes(seal(HANDOFF_TYPE, statement, signer))]]))
}

export const zipped = (files: Files): Promise<Buffer> => writeZip([...files].sort(([a], [b]) => byPath(a, b)))

export const encrypted = async (bytes: Uint8Array, recipients: readonly string[]): Promise<Buffer> => {
  const pieces = function* () {
    for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000)
  }
  const all = pieces()
  return wholeOf(await encryptTo(recipients, { next: () => Promise.resolve(all.next()) } as AsyncIterator<Uint8Array>))
}

export type Opened = { handoff: OpenHandoff['handoff']; encrypted: boolean; photos: (Uint8Array | null)[] }

/** Opens bytes as a file on the disk, as somebody with these keys. */
export const opened = async (bytes: Uint8Array, house: KnownHouse, signers: readonly Signer[] = []): Promise<Outcome<Opened>> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-handoff-'))
  const path = join(folder, 'a.stet')
  await writeFile(path, bytes)
  const keys = async () => ok(await Promise.all(signers.map(({ privateKey }) => decryptionKey(privateKey))))
  return withHandoff(path, { keys, house, crypto: nodeCrypto, folder: join(folder, 'scratch') }, async ({ handoff, encrypted: was, photo }) =>
    ok({ handoff, encrypted: was, photos: await Promise.all(handoff.photos.map(({ photo: { sha256 } }) => photo(sha256))) }),
  )
}

/** The refusal's code, with its reason where it has one. */
export const refusalOf = async (bytes: Uint8Array, house: KnownHouse, signers: readonly Signer[] = []): Promise<string> => {
  const outcome = await opened(bytes, house, signers)
  if (outcome.ok) return 'ok'
  return outcome.details['reason'] === undefined ? outcome.code : `${outcome.code}: ${String(outcome.details['reason'])}`
}

export { filesIn }
