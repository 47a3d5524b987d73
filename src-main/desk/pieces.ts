import { pieceSchema, publicationSchema, type Dossier, type Piece, type PieceEvent, type Publication } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { isEditorial, type Person } from '../../src-shared/review/people'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import type { Crypto } from '../../src-shared/signoff/check'
import { envelopeSchema } from '../../src-shared/signoff/envelope'
import { receiptSchema } from '../../src-shared/signoff/statement'
import type { Database, Tables } from './database'
import { readKeys } from './keys'

const decisionOf = (text: string): PieceEvent['decision'] => {
  if (text === 'submit' || text === 'pass' || text === 'signOff' || text === 'return' || text === 'published') return text
  throw new TypeError(`no decision is called ${text}`)
}

type Rows = { published: Tables['publications'][]; attempts: Tables['attempts'][] }

/** One word a destination: what stands there, or why the last try failed, beside the receipt of what still stands there. */
const publicationsOf = (story: string, { published, attempts }: Rows): Publication[] => {
  const found = new Map<string, Publication>()
  for (const row of published)
    if (row.story === story) found.set(row.destination, { destination: row.destination, state: 'published', at: row.at, revision: row.revision, receipt: receiptSchema.parse(JSON.parse(row.receipt)), code: '', message: '' })
  for (const { story: of, ...row } of attempts) if (of === story) found.set(row.destination, { ...row, state: 'failed', receipt: found.get(row.destination)?.receipt ?? null })
  return [...found.values()].map((publication) => publicationSchema.parse(publication)).sort((a, b) => (a.destination < b.destination ? -1 : 1))
}

const pieceOf = (row: Tables['stories'], rows: Rows): Piece =>
  pieceSchema.parse({
    standing: JSON.parse(row.standing) as unknown,
    headline: row.headline,
    slugline: row.slugline,
    channel: JSON.parse(row.channel) as unknown,
    byline: row.byline,
    authorName: row.author_name,
    characters: row.characters,
    photos: row.photos,
    submittedAt: row.submitted_at,
    waitingSince: row.waiting_since,
    reason: row.reason,
    signedBy: row.signed_by,
    signedAt: row.signed_at,
    publications: publicationsOf(row.id, rows),
  })

const unknownPiece = (story: string) => failed('piece-unknown', 'The desk has no such piece.', { story })

/** One piece, or `piece-unknown`. */
export const readPiece = async (db: Database, story: string): Promise<Outcome<Piece>> => {
  const row = await db.selectFrom('stories').selectAll().where('id', '=', story).executeTakeFirst()
  if (!row) return unknownPiece(story)
  const published = await db.selectFrom('publications').selectAll().where('story', '=', story).execute()
  const attempts = await db.selectFrom('attempts').selectAll().where('story', '=', story).execute()
  return ok(pieceOf(row, { published, attempts }))
}

export type Scope = 'mine' | 'queue' | 'cleared'

/** The pieces of a scope: own ones (newest first), the queue (longest waiting first), or what was signed off (newest first). Reporters see only their own. */
export const listPieces = async (db: Database, scope: Scope, person: Person): Promise<Piece[]> => {
  const own = scope === 'mine' || !isEditorial(person)
  const chosen = db
    .selectFrom('stories')
    .$if(own, (query) => query.where('author', '=', person.id))
    .$if(scope === 'queue', (query) => query.where('state', '=', 'inReview'))
    .$if(scope === 'cleared', (query) => query.where('state', 'in', ['signedOff', 'published']))
  const stories = await chosen.selectAll().orderBy('moved_seq', scope === 'queue' ? 'asc' : 'desc').execute()
  const published = await db.selectFrom('publications').selectAll().where('story', 'in', chosen.select('id')).execute()
  const attempts = await db.selectFrom('attempts').selectAll().where('story', 'in', chosen.select('id')).execute()
  return stories.map((row) => pieceOf(row, { published, attempts }))
}

/** A piece with every event and its proof, oldest first, and the keys they were signed with. */
export const readDossier = async (db: Database, story: string, desk: DeskIdentity, crypto: Crypto): Promise<Outcome<Dossier>> => {
  const piece = await readPiece(db, story)
  if (!piece.ok) return piece
  const rows = await db
    .selectFrom('events')
    .leftJoin('people', 'people.id', 'events.person')
    .selectAll('events')
    .select('people.name as person_name')
    .where('events.story', '=', story)
    .orderBy('events.seq')
    .execute()
  const events = rows.map(
    (row): PieceEvent => ({
      id: row.id,
      decision: decisionOf(row.decision),
      stage: row.stage,
      person: row.person,
      // A record of the desk names its person by id only.
      name: row.name === '' ? (row.person_name ?? row.person) : row.name,
      at: row.at,
      reason: row.reason,
      revision: row.revision,
      envelope: envelopeSchema.parse(JSON.parse(row.envelope)),
    }),
  )
  return ok({ piece: piece.value, events, keys: (await readKeys(db, { story }, desk, crypto)).map(({ key }) => key) })
}
