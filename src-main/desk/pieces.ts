import type { ExpressionBuilder } from 'kysely'

import { pieceSchema, type Claim, type Dossier, type Piece, type Publication, type Scope } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import type { Rules } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import { readChain } from './chain'
import type { Database, Tables } from './database'
import { rightsNow } from './delegation-table'
import { shownKey } from './keys'
import { readEvents } from './piece-events'
import type { Parts } from './parts'
import { correctionDueOf, publicationsOf } from './publications'
import { visibleTo } from './visible'

type Reading = Pick<Parts, 'db' | 'desk' | 'crypto' | 'policies' | 'now' | 'book'>

type Row = Tables['stories'] & { claim_person: string | null; claim_name: string | null; claim_since: string | null; claim_until: string | null; working_base: string | null; working_edited: number | null }
type Beside = { publications: ReadonlyMap<string, Publication[]>; rules: ReadonlyMap<string, { rules: Rules }>; known: ReadonlySet<string>; now: number }

const dueAt = (row: Row, standing: Standing, rules: Rules | undefined): string | null => {
  const hours = rules?.stages[standing.stage]?.hours ?? 0
  return hours > 0 && standing.state === 'inReview' ? new Date(Date.parse(row.waiting_since) + hours * 3_600_000).toISOString() : null
}

const claimOf = ({ claim_person: person, claim_name: name, claim_since: since, claim_until: until }: Row, now: number): Claim | null =>
  person !== null && name !== null && since !== null && until !== null && Date.parse(until) > now ? { person, name, since, until } : null

/** A row as it stands; `standing` and `channel` are as the projection wrote them, and checked where the piece is used or goes out: once, not at every step. */
const pieceOf = (row: Row, { publications: all, rules, known, now }: Beside): Piece => {
  const standing = JSON.parse(row.standing) as Standing
  const publications = all.get(row.id) ?? []
  return {
    standing,
    headline: row.headline,
    slugline: row.slugline,
    channel: JSON.parse(row.channel) as string[],
    byline: row.byline,
    authorName: row.author_name,
    characters: row.characters,
    photos: row.photos,
    submittedAt: row.submitted_at,
    waitingSince: row.waiting_since,
    reason: row.reason,
    signedBy: row.signed_by,
    signedAt: row.signed_at,
    publications,
    dueAt: dueAt(row, standing, rules.get(standing.policy)?.rules),
    claim: claimOf(row, now),
    edited: row.working_base === standing.revision.sha256 && row.working_edited === 1,
    embargo: row.embargo === '' ? null : row.embargo,
    correctionDue: correctionDueOf(standing, publications, row.waiting_since, rules.get(standing.policy)?.rules, known),
  }
}

const stories = (db: Database) =>
  db
    .selectFrom('stories')
    .leftJoin('claims', 'claims.story', 'stories.id')
    .leftJoin('workings', 'workings.story', 'stories.id')
    .selectAll('stories')
    .select(['claims.person as claim_person', 'claims.name as claim_name', 'claims.since as claim_since', 'claims.until as claim_until', 'workings.base as working_base', 'workings.edited as working_edited'])

const unknownPiece = (story: string) => failed('piece-unknown', 'The desk has no such piece.', { story })

/** One piece, or `piece-unknown`. */
export const readPiece = async (parts: Reading, story: string): Promise<Outcome<Piece>> => {
  const { db } = parts
  const row = await stories(db).where('stories.id', '=', story).executeTakeFirst()
  if (!row) return unknownPiece(story)
  const published = await db.selectFrom('publications').selectAll().where('story', '=', story).execute()
  const jobs = await db.selectFrom('jobs').selectAll().where('story', '=', story).execute()
  const handovers = await db.selectFrom('handovers').selectAll().where('story', '=', story).execute()
  return ok(pieceSchema.parse(pieceOf(row, { publications: publicationsOf(published, jobs, handovers), rules: await parts.policies.byDigest(db), known: await parts.book.ids(), now: Date.parse(parts.now()) })))
}

const STATES = { mine: null, queue: ['inReview'], cleared: ['signedOff', 'published'], stopped: ['held', 'spiked'], out: ['signedOff', 'published'] } as const satisfies Record<Scope, readonly Standing['state'][] | null>

/**
 * The pieces of a scope that somebody may see: the queue with the longest waiting first, all others newest first. Editors see their channels', and everybody their own.
 */
export const listPieces = async (parts: Reading, scope: Scope, person: Person): Promise<Piece[]> => {
  const { db } = parts
  const states = STATES[scope]
  const rights = scope === 'mine' ? person : await rightsNow(parts, person)
  const chosen = (where: ExpressionBuilder<Tables, 'stories'>) => {
    if (scope === 'mine') return where('stories.author', '=', person.id)
    const inStates = where('stories.state', 'in', states ?? [])
    const sent = () => where.exists(where.selectFrom('publications as sent').select('sent.story').whereRef('sent.story', '=', 'stories.id'))
    const asked = () => where.exists(where.selectFrom('jobs as asked').select('asked.story').whereRef('asked.story', '=', 'stories.id'))
    // What went back to its author, too, while a destination may still show what it was given.
    const given = () => where.exists(where.selectFrom('handovers as given').select('given.story').whereRef('given.story', '=', 'stories.id').where('given.state', '!=', 'back'))
    const inScope = scope === 'out' ? where.or([inStates, sent(), asked(), given()]) : inStates
    return where.and([inScope, visibleTo(person.id, rights, 'stories.channel')])
  }
  const rows = await stories(db).where(chosen).orderBy('stories.moved_seq', scope === 'queue' ? 'asc' : 'desc').execute()
  const published = await db.selectFrom('publications').innerJoin('stories', 'stories.id', 'publications.story').selectAll('publications').where(chosen).execute()
  const jobs = await db.selectFrom('jobs').innerJoin('stories', 'stories.id', 'jobs.story').selectAll('jobs').where(chosen).execute()
  const handovers = await db.selectFrom('handovers').innerJoin('stories', 'stories.id', 'handovers.story').selectAll('handovers').where(chosen).execute()
  const beside = { publications: publicationsOf(published, jobs, handovers), rules: await parts.policies.byDigest(db), known: await parts.book.ids(), now: Date.parse(parts.now()) }
  return rows.map((row) => pieceOf(row, beside))
}

/** A piece with every event and its proof, oldest first, and everything they are checked against. */
export const readDossier = async (parts: Reading, story: string): Promise<Outcome<Dossier>> => {
  const piece = await readPiece(parts, story)
  if (!piece.ok) return piece
  const { enrolments, policies, delegations } = await readChain(parts, story)
  return ok({ piece: piece.value, events: await readEvents(parts, story), keys: enrolments.map(({ key }) => shownKey(key)), policies, delegations })
}
