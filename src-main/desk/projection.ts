import { advance, advancePublished } from '../../src-shared/review/advance'
import type { Policy } from '../../src-shared/review/policy'
import { standingSchema, type Standing } from '../../src-shared/review/states'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import { checkEnvelope, type CheckedStatement, type Crypto } from '../../src-shared/signoff/check'
import { RECORD_TYPE } from '../../src-shared/signoff/statement'
import { readStory } from '../../src-shared/story/migrations'
import type { Story } from '../../src-shared/story/story'
import type { Database } from './database'
import type { Files } from './files'
import { readKeys } from './keys'
import { brokenEntry, type LedgerEntry, type LedgerHead } from './ledger'
import { checkRecord, type CheckedRecord } from './records'

/** What an entry needs, besides itself, to become rows. */
export type ProjectionParts = { desk: DeskIdentity; policy: Policy; crypto: Crypto; files: Files }

/** PostgreSQL keeps no zero character in text; the signed envelope keeps what was really said. */
const plain = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** A revision as stored, where it can still be read. */
const storedStory = async (files: Files, sha256: string): Promise<Story | null> => {
  const bytes = await files.revision(sha256)
  if (bytes === null || bytes === 'damaged') return null
  try {
    const story = readStory(JSON.parse(new TextDecoder().decode(bytes)))
    return story.ok ? story.value : null
  } catch {
    return null
  }
}

/** Where a piece stands, or null before its first submission. */
export const readStanding = async (db: Database, story: string): Promise<Standing | null> => {
  const row = await db.selectFrom('stories').select('standing').where('id', '=', story).executeTakeFirst()
  return row ? standingSchema.parse(JSON.parse(row.standing)) : null
}

const projectSubmission = async (db: Database, entry: LedgerEntry, { statement, key }: CheckedStatement, standing: Standing, files: Files): Promise<void> => {
  // The words people find a piece by come from the story; a lost file must not stop the evidence from being read.
  const story = await storedStory(files, statement.revision.sha256)
  const row = {
    author: key.person,
    author_name: plain(key.name),
    state: standing.state,
    standing: JSON.stringify(standing),
    headline: plain(statement.headline),
    slugline: plain(story?.slugline ?? ''),
    channel: JSON.stringify(story?.channel ?? []),
    byline: plain(story?.byline ?? ''),
    characters: statement.characters,
    photos: statement.photos.length,
    submitted_at: entry.receivedAt,
    waiting_since: entry.receivedAt,
    moved_seq: entry.seq,
  }
  await db
    .insertInto('stories')
    .values({ id: statement.story, ...row, reason: '', signed_by: '', signed_at: '' })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  const { number, sha256 } = statement.revision
  await db.insertInto('revisions').values({ story: statement.story, number, sha256, photos: JSON.stringify(statement.photos), seq: entry.seq }).execute()
}

const projectReview = async (db: Database, entry: LedgerEntry, parts: ProjectionParts): Promise<void> => {
  const id = entry.envelope.signatures[0]?.keyid ?? ''
  const keys = await readKeys(db, { id }, parts.desk, parts.crypto)
  const checked = checkEnvelope(entry.envelope, new Map(keys.map(({ key }) => [key.id, key])), parts.crypto)
  if (!checked.ok) throw brokenEntry(entry, checked.code)
  const { statement, key } = checked.value
  const before = await readStanding(db, statement.story)
  if (statement.desk !== parts.desk.key) throw brokenEntry(entry, 'wrong-desk')
  if (statement.previous !== (before?.lastEvent ?? null)) throw brokenEntry(entry, 'stale')
  // What was accepted stays accepted: the rules are not asked again here, or a newer Stet could not read its own ledger.
  const standing = advance(before, { ...statement, id: checked.value.id, person: key.person, key: key.id }, parts.policy)
  const { decision, stage, at, reason, revision } = statement
  const event = { id: checked.value.id, story: statement.story, seq: entry.seq, decision, stage: plain(stage), person: key.person, name: plain(key.name), key: key.id, at, reason: plain(reason), revision: revision.sha256 }
  await db.insertInto('events').values({ ...event, envelope: JSON.stringify(entry.envelope) }).execute()
  if (decision === 'submit') return projectSubmission(db, entry, checked.value, standing, parts.files)
  await db
    .updateTable('stories')
    .set({ state: standing.state, standing: JSON.stringify(standing), waiting_since: entry.receivedAt, moved_seq: entry.seq })
    .$if(decision === 'return', (query) => query.set({ reason: plain(reason) }))
    .$if(decision === 'signOff', (query) => query.set({ signed_by: plain(key.name), signed_at: at }))
    .where('id', '=', statement.story)
    .execute()
}

const projectRecord = async (db: Database, entry: LedgerEntry, { id, statement }: CheckedRecord): Promise<void> => {
  const envelope = JSON.stringify(entry.envelope)
  if (statement.kind === 'keyEnrolled') {
    await db.insertInto('keys').values({ id: statement.key, person: statement.person, seq: entry.seq, envelope }).execute()
    return
  }
  const before = await readStanding(db, statement.story)
  if (!before || before.lastEvent !== statement.previous) throw brokenEntry(entry, 'stale')
  const standing = advancePublished(before, id)
  const { story, receipt, at, person } = statement
  const revision = statement.revision.sha256
  const event = { id, story, seq: entry.seq, decision: 'published', stage: '', person, name: '', key: entry.envelope.signatures[0]?.keyid ?? '', at, reason: '', revision }
  await db.insertInto('events').values({ ...event, envelope }).execute()
  await db.updateTable('stories').set({ state: standing.state, standing: JSON.stringify(standing) }).where('id', '=', story).execute()
  const row = { at, revision, receipt: JSON.stringify(receipt), seq: entry.seq }
  await db
    .insertInto('publications')
    .values({ story, destination: receipt.destination, ...row })
    .onConflict((conflict) => conflict.columns(['story', 'destination']).doUpdateSet(row))
    .execute()
}

/**
 * Puts one ledger entry into the tables, its signature checked again. Run it in a transaction: the entry's rows and the mark of how
 * far the projection is must land together. Throws Fault `ledger-broken` {line, reason} for an entry that does not hold.
 */
export const project = async (db: Database, entry: LedgerEntry, parts: ProjectionParts): Promise<void> => {
  if (entry.envelope.payloadType === RECORD_TYPE) {
    const checked = checkRecord(entry.envelope, parts.desk, parts.crypto)
    if (!checked.ok) throw brokenEntry(entry, checked.code)
    await projectRecord(db, entry, checked.value)
  } else await projectReview(db, entry, parts)
  await markProjected(db, parts.desk, { seq: entry.seq, digest: entry.digest })
}

const markProjected = async (db: Database, desk: DeskIdentity, head: LedgerHead): Promise<void> => {
  await db
    .insertInto('projection')
    .values({ id: 1, desk: desk.key, ...head })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(head))
    .execute()
}

/** How far the tables follow the ledger, and for which desk; null in new tables. */
export const readProjected = async (db: Database): Promise<(LedgerHead & { desk: string }) | null> =>
  (await db.selectFrom('projection').select(['desk', 'seq', 'digest']).where('id', '=', 1).executeTakeFirst()) ?? null

/** The tables that are made from the ledger alone: emptied and made again by a rebuild, left out of a backup. */
const PROJECTED = ['stories', 'revisions', 'events', 'publications', 'keys'] as const

/** True for a table that is the ledger, follows it, or keeps the tables' own history: everything else is kept by a backup. */
export const isRebuilt = (table: string): boolean => /^kysely_/.test(table) || ['ledger', 'projection', ...PROJECTED].includes(table)

/** Empties everything that can be made again from the ledger. People, sessions and failed attempts stay. */
export const clearProjection = async (db: Database, desk: DeskIdentity): Promise<void> => {
  for (const table of PROJECTED) await db.deleteFrom(table).execute()
  await markProjected(db, desk, { seq: 0, digest: null })
}
