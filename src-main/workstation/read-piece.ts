import type { Handed, ReadPiece, Seal } from '../../src-shared/bridge/desk'
import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Dossier } from '../../src-shared/desk-api/pieces'
import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { checkContent, type Crypto } from '../../src-shared/signoff/check'
import { readPayload } from '../../src-shared/signoff/envelope'
import { REVIEW_TYPE, reviewStatementSchema } from '../../src-shared/signoff/statement'
import { parseBody } from '../../src-shared/story/body'
import { readStory } from '../../src-shared/story/migrations'
import type { Story } from '../../src-shared/story/story'
import { actIds, begins } from './kept-carried'
import type { KeptPieces } from './kept-pieces'
import { isAway } from './reach'
import { checkDossier } from './seal-check'

export type Reading = { client: DeskClient; health: Health; crypto: Crypto; kept: KeptPieces; now: () => string }

/** Bytes of a revision as a story. */
export const storyFrom = (bytes: Uint8Array): Outcome<Story> => {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return failed('story-invalid', 'The story is not JSON.', { place: '' })
  }
  return readStory(json)
}

/** The bytes of a revision: from this machine where it has them, which their digest proves; else from the desk, and kept. */
export const readRevision = async (story: string, sha256: string, { client, kept }: Pick<Reading, 'client' | 'kept'>, fresh = false): Promise<Outcome<Uint8Array<ArrayBuffer>>> => {
  const known = await kept.revision(story, sha256)
  if (known && !fresh) return ok(known)
  const bytes = await client.call('getRevision', { params: { story, sha256 } })
  if (bytes.ok) await kept.keepRevision(story, sha256, bytes.value).catch(() => undefined) // A full disk costs reading it away from the desk, not reading it.
  return bytes.ok || !known || !isAway(bytes.code) ? bytes : ok(known)
}

/** The last revision that was signed off and whose bytes are still those that were signed. */
const lastWhole = async (dossier: Dossier, parts: Reading): Promise<string | null> => {
  for (const event of [...dossier.events].reverse()) {
    if (event.decision !== 'signOff') continue
    const statement = readPayload(event.envelope, REVIEW_TYPE, reviewStatementSchema)
    if (!statement.ok) continue
    const { story, revision } = statement.value
    const bytes = await readRevision(story, revision.sha256, parts)
    if (bytes.ok && checkContent(statement.value, bytes.value, parts.crypto).ok) return revision.sha256
  }
  return null
}

/** What lies at the desk in place of a revision, where it can be read as a story at all; nothing of it is trusted but to be shown beside what was signed. */
const foundInstead = async (dossier: Dossier, { client }: Reading): Promise<Story | null> => {
  const { story, revision } = dossier.piece.standing
  const bytes = await client.call('foundRevision', { params: { story, sha256: revision.sha256 } })
  const read = bytes.ok ? storyFrom(bytes.value) : bytes
  return read.ok && read.value.id === story && parseBody(read.value.body).ok ? read.value : null
}

/** The newest revision of the piece that can still be read whole, here or at the desk: what is shown where the desk's own bytes of the current one were changed. */
const nearestWhole = async (dossier: Dossier, parts: Reading): Promise<Story | null> => {
  const { story } = dossier.piece.standing
  for (const sha256 of new Set([...dossier.events].reverse().map(({ revision }) => revision))) {
    const bytes = await readRevision(story, sha256, parts)
    const read = bytes.ok && parts.crypto.sha256(bytes.value) === sha256 ? storyFrom(bytes.value) : null
    if (read?.ok) return read.value
  }
  return null
}

const sealOf = async (dossier: Dossier, bytes: Uint8Array, parts: Reading): Promise<Seal> => {
  const checked = checkDossier(dossier, bytes, parts.health, parts.crypto)
  return checked.ok ? { holds: true, code: '', message: '', signed: null } : { holds: false, code: checked.code, message: checked.message, signed: await lastWhole(dossier, parts) }
}

/** A piece without the desk's word of now: as last heard where it is away, or as it came in a file, where that goes further or the desk knows nothing of it. */
const notHeard = async (id: string, code: string, { kept, health }: Reading): Promise<{ dossier: Dossier; at: string; carried: Handed | null } | null> => {
  const heard = isAway(code) ? await kept.piece(id, health.desk.key) : null
  const handed = isAway(code) || code === 'piece-unknown' ? await kept.carried.read(id, health.desk.key) : null
  if (handed && (!heard || begins(actIds(heard.dossier), actIds(handed.dossier)))) return { dossier: handed.dossier, at: handed.at, carried: { name: handed.from.name, note: handed.from.note, at: handed.from.at } }
  return heard ? { ...heard, carried: null } : null
}

/** A piece with its text as the desk stores it, and its seal as checked on this machine; as last heard where the desk is away. */
export const readPiece = async (id: string, parts: Reading): Promise<Outcome<ReadPiece>> => {
  const { kept, health } = parts
  const answer = await parts.client.call('piece', { params: { story: id } })
  const away = answer.ok ? null : await notHeard(id, answer.code, parts)
  if (!answer.ok && !away) return answer
  const dossier = answer.ok ? answer.value : away?.dossier
  if (!dossier) return failed('unexpected', 'There is no dossier.')
  const { sha256 } = dossier.piece.standing.revision
  // The desk's own bytes, not the ones kept here: the seal is about what stands there.
  const bytes = away ? await readRevision(id, sha256, parts) : await readRevision(id, sha256, parts, true)
  if (!bytes.ok) {
    // The desk does not give out what is not what was signed; the piece is shown all the same, with a seal that does not hold.
    if (bytes.code !== 'story-altered') return bytes
    const shown = (await foundInstead(dossier, parts)) ?? (await nearestWhole(dossier, parts))
    if (!shown) return bytes
    // What was signed: these very bytes where this machine read them before, else the last sign-off that is whole.
    const signed = (await kept.revision(id, sha256)) ? sha256 : await lastWhole(dossier, parts)
    return ok({ dossier, story: shown, seal: { holds: false, code: bytes.code, message: bytes.message, signed }, asOf: away ? away.at : null, seen: await kept.seen(id), carried: away?.carried ?? null })
  }
  const story = storyFrom(bytes.value)
  if (!story.ok) return story
  if (answer.ok) await kept.keepPiece(id, { desk: health.desk.key, dossier, at: parts.now() }).catch(() => undefined)
  return ok({ dossier, story: story.value, seal: await sealOf(dossier, bytes.value, parts), asOf: away ? away.at : null, seen: await kept.seen(id), carried: away?.carried ?? null })
}
