import { embargoOf } from '../../src-shared/publication/embargo'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import { advance, advancePublished, advanceTakenDown } from '../../src-shared/review/advance'
import { standingSchema, type Standing } from '../../src-shared/review/states'
import { checkEnvelope, type CheckedStatement, type Crypto } from '../../src-shared/signoff/check'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { checkDelegation, evidenceOf, type Evidence } from '../../src-shared/signoff/evidence'
import { checkRecord, type CheckedRecord } from '../../src-shared/signoff/records'
import { checkLists } from '../../src-shared/signoff/lists'
import { DELEGATION_TYPE, LISTS_TYPE, RECORD_TYPE } from '../../src-shared/signoff/statement'
import type { Database, Tables } from './database'
import { projectDelegation } from './delegation-table'
import type { Files } from './files'
import { readKeys } from './keys'
import { brokenEntry, type LedgerEntry, type LedgerHead } from './ledger'
import { projectLists } from './lists-table'
import { policyDigest, type PolicyBook } from './policy-book'
import { tally, tallyPublished } from './statistics/tally'
import { namesOf } from './statistics/names'
import { storedStory } from './stored-story'

/** What an entry needs, besides itself, to become rows. */
export type ProjectionParts = { desk: DeskIdentity; policies: PolicyBook; crypto: Crypto; files: Files }

/** PostgreSQL keeps no zero character in text; the signed envelope keeps what was really said. */
const plain = (text: string): string => text.replaceAll('\0', '\uFFFD')

/** Where a piece stands, or null before its first submission. */
export const readStanding = async (db: Database, story: string): Promise<Standing | null> => {
  const row = await db.selectFrom('stories').select('standing').where('id', '=', story).executeTakeFirst()
  return row ? standingSchema.parse(JSON.parse(row.standing)) : null
}

/** The keys an envelope may be signed with, in every form the desk has them on record. */
const signers = async (db: Database, envelope: Envelope, { desk, crypto }: ProjectionParts): Promise<Evidence> => {
  const keys = await readKeys(db, { ids: [envelope.signatures[0]?.keyid ?? ''] }, desk, crypto)
  return evidenceOf({ desk: desk.key, keys: keys.map(({ key }) => key), policies: [], delegations: [] }, crypto)
}

/** What a new revision is found by. The words come from the story; a lost file must not stop the evidence from being read. */
const projectRevision = async (db: Database, entry: LedgerEntry, { statement }: CheckedStatement, files: Files): Promise<Partial<Tables['stories']>> => {
  const story = await storedStory(files, statement.revision.sha256)
  const { number, sha256 } = statement.revision
  await db.insertInto('revisions').values({ story: statement.story, number, sha256, photos: JSON.stringify(statement.photos), seq: entry.seq }).execute()
  return {
    headline: plain(statement.headline),
    slugline: plain(story?.slugline ?? ''),
    channel: JSON.stringify(story?.channel ?? statement.channel ?? []),
    byline: plain(story?.byline ?? ''),
    characters: statement.characters,
    photos: statement.photos.length,
    embargo: (story && embargoOf(story)) ?? '',
    names: JSON.stringify(namesOf(story ?? { contributors: [], byline: '' }).map(plain)),
  }
}

/** Why the piece was last returned, for when it is no longer held or spiked. */
const lastReturn = async (db: Database, story: string): Promise<string> =>
  (await db.selectFrom('events').select('reason').where('story', '=', story).where('decision', '=', 'return').orderBy('seq', 'desc').limit(1).executeTakeFirst())?.reason ?? ''

/** What an act leaves for people to see beside the standing. */
const shownAfter = async (db: Database, { statement, key }: CheckedStatement): Promise<Partial<Tables['stories']>> => {
  switch (statement.decision) {
    case 'return':
    case 'hold':
    case 'spike':
      return { reason: plain(statement.reason) }
    case 'release':
    case 'revive':
      return { reason: await lastReturn(db, statement.story) }
    case 'signOff':
      return { signed_by: plain(key.name), signed_at: statement.at }
    case 'correct':
      return { reason: '', signed_by: '', signed_at: '' }
    case 'submit':
    case 'pass':
    case 'revise':
    case 'proof':
      return {}
  }
}

/** A piece waits anew where it went to another stage, or to other hands; an edit, a proof pass or a hold does not move it. */
const moved = (before: Standing | null, after: Standing, decision: CheckedStatement['statement']['decision']): boolean => {
  if (!before || decision === 'submit' || decision === 'correct' || decision === 'return' || decision === 'signOff') return true
  return before.stage !== after.stage
}

const projectReview = async (db: Database, entry: LedgerEntry, parts: ProjectionParts): Promise<void> => {
  const checked = checkEnvelope(entry.envelope, await signers(db, entry.envelope, parts), parts.crypto)
  if (!checked.ok) throw brokenEntry(entry, checked.code)
  const { statement, key } = checked.value
  const before = await readStanding(db, statement.story)
  if (statement.desk !== parts.desk.key) throw brokenEntry(entry, 'wrong-desk')
  if (statement.previous !== (before?.lastEvent ?? null)) throw brokenEntry(entry, 'stale')
  const { decision, stage, at, reason, revision } = statement
  const written = decision === 'submit' || decision === 'correct'
  const policy = await parts.policies.of(db, { policy: written || !before?.policy ? statement.policy : before.policy })
  // What was accepted stays accepted: the rules are not asked again here, or a newer Stet could not read its own ledger.
  const standing = advance(before, { ...statement, id: checked.value.id, person: key.person, key: key.id }, policy)
  const event = { id: checked.value.id, story: statement.story, seq: entry.seq, decision, stage: plain(stage), person: key.person, name: plain(key.name), key: key.id, at, reason: plain(reason), revision: revision.sha256 }
  await db.insertInto('events').values({ ...event, envelope: JSON.stringify(entry.envelope) }).execute()
  const row = {
    state: standing.state,
    standing: JSON.stringify(standing),
    ...(written || decision === 'revise' ? await projectRevision(db, entry, checked.value, parts.files) : {}),
    ...(await shownAfter(db, checked.value)),
    ...(written ? { submitted_at: entry.receivedAt } : {}),
    ...(moved(before, standing, decision) ? { waiting_since: entry.receivedAt, moved_seq: entry.seq } : {}),
  }
  if (before) {
    await db.updateTable('stories').set(row).where('id', '=', statement.story).execute()
  } else {
    const empty = { headline: '', slugline: '', channel: '[]', byline: '', characters: 0, photos: 0, submitted_at: entry.receivedAt, waiting_since: entry.receivedAt, moved_seq: entry.seq, reason: '', signed_by: '', signed_at: '', embargo: '', names: null }
    await db.insertInto('stories').values({ ...empty, id: statement.story, author: key.person, author_name: plain(key.name), ...row }).execute()
  }
  if (decision === 'submit' || decision === 'signOff') await tally(db, decision === 'submit' ? 'submitted' : 'signedOff', statement)
}

/** What the desk recorded of a destination: a piece put there, taken down there, or left there with the destination. */
const projectSent = async (db: Database, entry: LedgerEntry, id: string, statement: Extract<CheckedRecord['statement'], { kind: 'published' | 'takenDown' | 'left' }>): Promise<void> => {
  const { story, receipt, at, person, kind } = statement
  const { destination } = receipt
  const before = await readStanding(db, story)
  const last = await lastEventOf(db, story)
  if (!before || last !== statement.previous) throw brokenEntry(entry, 'stale')
  if (kind === 'takenDown' && statement.destination !== destination) throw brokenEntry(entry, 'receipt-invalid')
  const revision = statement.revision.sha256
  const reason = kind === 'takenDown' ? plain(statement.reason) : ''
  const event = { id, story, seq: entry.seq, decision: kind, stage: '', person, name: '', key: entry.envelope.signatures[0]?.keyid ?? '', at, reason, revision }
  await db.insertInto('events').values({ ...event, envelope: JSON.stringify(entry.envelope) }).execute()
  const row = { at: kind === 'published' ? (statement.wentAt ?? at) : at, revision, receipt: JSON.stringify(receipt), seq: entry.seq, state: kind, reason, late: kind === 'published' ? (statement.lateBy ?? null) : null }
  await db
    .insertInto('publications')
    .values({ story, destination, ...row })
    .onConflict((conflict) => conflict.columns(['story', 'destination']).doUpdateSet(row))
    .execute()
  const elsewhere = kind !== 'published' && (await db.selectFrom('publications').select('destination').where('story', '=', story).where('state', '=', 'published').limit(1).executeTakeFirst()) !== undefined
  const standing = kind === 'published' ? advancePublished(before, statement.revision) : advanceTakenDown(before, elsewhere)
  await db.updateTable('stories').set({ state: standing.state, standing: JSON.stringify(standing) }).where('id', '=', story).execute()
  if (kind === 'published') await tallyPublished(db, { story, revision, at: row.at })
}

const projectRecord = async (db: Database, entry: LedgerEntry, checked: CheckedRecord, parts: ProjectionParts): Promise<void> => {
  const { id, statement } = checked
  const row = { seq: entry.seq, envelope: JSON.stringify(entry.envelope) }
  switch (statement.kind) {
    case 'keyEnrolled':
      await db.insertInto('enrolments').values({ id, key: statement.key, person: statement.person, ...row }).execute()
      return
    case 'keyRevoked':
      await db.insertInto('revocations').values({ key: statement.key, ...row }).onConflict((conflict) => conflict.doNothing()).execute()
      return
    case 'policySet':
      if (policyDigest(statement.policy, parts.crypto) !== statement.digest) throw brokenEntry(entry, 'policy-invalid')
      await db.insertInto('policies').values({ digest: statement.digest, ...row }).execute()
      return
    case 'published':
    case 'takenDown':
    case 'left':
      return projectSent(db, entry, id, statement)
  }
}

/** The last thing that happened to a piece, publications among it: what the desk's next record of it follows. */
export const lastEventOf = async (db: Database, story: string): Promise<string | null> =>
  (await db.selectFrom('events').select('id').where('story', '=', story).orderBy('seq', 'desc').limit(1).executeTakeFirst())?.id ?? null

/**
 * Puts one ledger entry into the tables, its signature checked again. Run it in a transaction: the entry's rows and the mark of how
 * far the projection is must land together. Throws Fault `ledger-broken` {line, reason} for an entry that does not hold.
 */
export const project = async (db: Database, entry: LedgerEntry, parts: ProjectionParts): Promise<void> => {
  const { payloadType } = entry.envelope
  if (payloadType === RECORD_TYPE) {
    const checked = checkRecord(entry.envelope, parts.desk, parts.crypto)
    if (!checked.ok) throw brokenEntry(entry, checked.code)
    await projectRecord(db, entry, checked.value, parts)
  } else if (payloadType === DELEGATION_TYPE) {
    const checked = checkDelegation(entry.envelope, await signers(db, entry.envelope, parts), parts.crypto)
    if (!checked.ok) throw brokenEntry(entry, checked.code)
    await projectDelegation(db, entry, checked.value)
  } else if (payloadType === LISTS_TYPE) {
    const checked = checkLists(entry.envelope, await signers(db, entry.envelope, parts), parts.crypto)
    if (!checked.ok) throw brokenEntry(entry, checked.code)
    await projectLists(db, entry.seq, checked.value)
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
const PROJECTED = ['stories', 'revisions', 'events', 'publications', 'tallies', 'tally_names', 'policies', 'enrolments', 'revocations', 'delegations', 'house_lists'] as const

/** True for a table that is the ledger, follows it, keeps the tables' own history, or says what runs at this moment: everything else is kept by a backup. */
export const isRebuilt = (table: string): boolean => /^kysely_/.test(table) || ['ledger', 'projection', 'live_leases', ...PROJECTED].includes(table)

/** Empties everything that can be made again from the ledger. People, sessions, destinations, the queue, claims and working copies stay. */
export const clearProjection = async (db: Database, desk: DeskIdentity): Promise<void> => {
  for (const table of PROJECTED) await db.deleteFrom(table).execute()
  await markProjected(db, desk, { seq: 0, digest: null })
}
