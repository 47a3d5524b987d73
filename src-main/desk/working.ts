import { randomUUID } from 'node:crypto'
import type { z } from 'zod'

import { lineageSchema, type Lineage } from '../../src-shared/desk-api/live'
import { workingSchema, type KeptWorking, type Working } from '../../src-shared/desk-api/working'
import { failed, Fault, ok, type Outcome } from '../../src-shared/outcome'
import { changeClassesOf } from '../../src-shared/review/changes'
import { parseBody } from '../../src-shared/story/body'
import { noNotes } from '../../src-shared/story/notes'
import { checkPhotos } from './content'
import type { Database, Tables } from './database'
import type { Parts } from './parts'
import { readStanding } from './projection'
import { storedStory } from './stored-story'

/** Versions of working copies kept for one story; the oldest go. */
const KEPT = 50

const documentSchema = workingSchema.pick({ story: true, notes: true, conflicts: true })
type Document = z.infer<typeof documentSchema>

/** What somebody stores: a working copy grown from that generation. */
export type NewWorking = Omit<Working, 'at' | 'by'>

const readDocument = (row: Pick<Tables['workings'], 'document' | 'base' | 'generation' | 'at' | 'by'>): Working => {
  const { base, generation, at, by } = row
  return { ...documentSchema.parse(JSON.parse(row.document)), base, generation, at, by }
}

const pieceUnknown = (story: string) => failed('piece-unknown', 'The desk has no such piece.', { story })

/** The stored working copy of a revision, or null where nobody has touched it. */
export const storedWorking = async (db: Database, story: string, base: string): Promise<Working | null> => {
  const row = await db.selectFrom('workings').selectAll().where('story', '=', story).where('base', '=', base).executeTakeFirst()
  return row ? readDocument(row) : null
}

/** The working copy of a piece: what was stored since its revision was cut, else that revision as generation 0. `piece-unknown`, `story-altered`. */
export const loadWorking = async (parts: Pick<Parts, 'db' | 'files'>, story: string): Promise<Outcome<Working>> => {
  const row = await parts.db.selectFrom('stories').select(['standing', 'submitted_at']).where('id', '=', story).executeTakeFirst()
  const standing = await readStanding(parts.db, story)
  if (!row || !standing) return pieceUnknown(story)
  const base = standing.revision.sha256
  const working = await storedWorking(parts.db, story, base)
  if (working) return ok(working)
  const revision = await storedStory(parts.files, base)
  if (!revision) return failed('story-altered', 'The stored story is not the one that was signed.', { story })
  return ok({ story: revision, notes: noNotes, conflicts: [], base, generation: 0, at: row.submitted_at, by: '' })
}

/** Whether this may be a working copy of the piece: a story of this Stet, of that id, built as the schema says, with photos the desk has. */
const checkDocument = async (parts: Parts, story: string, document: Document): Promise<Outcome<null>> => {
  if (document.story.id !== story) return failed('wrong-story', 'The working copy is of another story.', { story })
  const body = parseBody(document.story.body)
  return body.ok ? checkPhotos(parts, document.story) : body
}

/** How much of earlier live sessions stands in the working copy of a story. */
export const loadLineage = async (db: Database, story: string): Promise<Lineage> => {
  const row = await db.selectFrom('live_lineage').select('lineage').where('story', '=', story).executeTakeFirst()
  return row ? lineageSchema.parse(JSON.parse(row.lineage)) : {}
}

/**
 * Stores a working copy grown from `generation` of `base`; `by` is the name people read. With a lineage, where a live session stores it: both are written or
 * neither. Who may is the caller's to ask (checkMayEdit). Refuses
 * `piece-unknown`, `not-in-review`, `working-rebased` {base} where a revision was cut since, `working-stale` {generation} where it is no longer the
 * newest, and what is wrong with the story or its photos.
 */
export const storeWorking = async (parts: Parts, story: string, working: NewWorking, by: string, lineage: Lineage | null = null): Promise<Outcome<{ generation: number; at: string }>> => {
  const { base } = working
  const document: Document = { story: working.story, notes: working.notes, conflicts: working.conflicts }
  const fit = await checkDocument(parts, story, document)
  if (!fit.ok) return fit
  const revision = await storedStory(parts.files, base)
  const edited = Number(!revision || document.conflicts.length > 0 || changeClassesOf(revision, document.story).length > 0)
  const stored = await parts.journal.run(async () => {
    const standing = await readStanding(parts.db, story)
    if (!standing) return pieceUnknown(story)
    if (standing.state !== 'inReview' && standing.state !== 'held') return failed('not-in-review', 'The piece is not in review.', { state: standing.state })
    if (standing.revision.sha256 !== base) return failed('working-rebased', 'A new revision was made of the piece since.', { base: standing.revision.sha256 })
    const row = await parts.db.selectFrom('workings').select(['base', 'generation']).where('story', '=', story).executeTakeFirst()
    const newest = row?.base === base ? row.generation : 0
    if (working.generation !== newest) return failed('working-stale', 'Somebody has edited the piece since.', { generation: newest })
    const next = { base, generation: newest + 1, at: parts.now(), by, document: JSON.stringify(document), edited, photos: JSON.stringify(Object.keys(document.story.photos)) }
    await parts.db.transaction().execute(async (together) => {
      await together
        .insertInto('workings')
        .values({ story, ...next })
        .onConflict((conflict) => conflict.column('story').doUpdateSet(next))
        .execute()
      if (!lineage) return
      const text = JSON.stringify(lineage)
      await together
        .insertInto('live_lineage')
        .values({ story, lineage: text })
        .onConflict((conflict) => conflict.column('story').doUpdateSet({ lineage: text }))
        .execute()
    })
    return ok({ generation: next.generation, at: next.at })
  })
  if (stored.ok) parts.changed({ kind: 'working', story })
  return stored
}

/** Keeps the working copy of a piece as it stands, if there is one, and drops the oldest beyond the limit. Inside journal.run. */
export const keepWorking = async (parts: Pick<Parts, 'db' | 'now'>, story: string, why: KeptWorking['why'], by: string): Promise<void> => {
  const row = await parts.db.selectFrom('workings').selectAll().where('story', '=', story).executeTakeFirst()
  if (!row) return
  const { base, generation, at, by: writer, document } = row
  await parts.db.insertInto('kept_workings').values({ id: randomUUID(), story, base, generation, at, by: writer, document, kept_at: parts.now(), kept_by: by, why }).execute()
  const old = await parts.db.selectFrom('kept_workings').select('id').where('story', '=', story).orderBy('kept_at', 'desc').offset(KEPT).limit(KEPT).execute()
  if (old.length > 0) await parts.db.deleteFrom('kept_workings').where('id', 'in', old.map(({ id }) => id)).execute()
}

/** The versions kept of a piece, newest first; `at` and `by` say when it was cut off and by whom. */
export const listKept = async (db: Database, story: string): Promise<KeptWorking[]> =>
  (await db.selectFrom('kept_workings').select(['id', 'kept_at as at', 'kept_by as by', 'why', 'base', 'generation']).where('story', '=', story).orderBy('kept_at', 'desc').execute()).map((row) => ({ ...row }))

/** One kept version whole, or `working-unknown`. */
export const readKept = async (db: Database, story: string, kept: string): Promise<Outcome<Working>> => {
  const row = await db.selectFrom('kept_workings').selectAll().where('story', '=', story).where('id', '=', kept).executeTakeFirst()
  return row ? ok(readDocument(row)) : failed('working-unknown', 'There is no such version.', { kept })
}

/** Lets the working copy follow a revision cut from it, with its comments and whatever is in it still: its base is the new one. Inside journal.run. */
export const rebaseWorking = async (parts: Pick<Parts, 'db' | 'files'>, story: string, from: string, to: string): Promise<void> => {
  const working = await storedWorking(parts.db, story, from)
  if (!working) return
  const revision = await storedStory(parts.files, to)
  if (!revision) throw new Fault('story-altered', 'The stored story is not the one that was signed.', { story })
  const edited = Number(working.conflicts.length > 0 || changeClassesOf(revision, working.story).length > 0)
  await parts.db.updateTable('workings').set({ base: to, generation: working.generation + 1, edited }).where('story', '=', story).execute()
}
