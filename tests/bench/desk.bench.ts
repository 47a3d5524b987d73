import { open, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'

import { openDatabase } from '../../src-main/desk/database'
import { valueOf } from '../../src-shared/outcome'
import { REVIEW_TYPE } from '../../src-shared/signoff/statement'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { makeStory, nodeCrypto, openNewsroom, seal, sqliteStore, type Member, type Newsroom, type Store } from '../main/desk/newsroom'
import { postgresPrograms, startPostgres } from '../support/postgres'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { inTurn, median, quantile, report, timed, type Row } from './measure'

const PIECES = 10_000
/** Submissions and sign-offs timed on each store. */
const ACTS = 200

const idOf = (number: number): string => `b5d1c0de-0000-4000-8000-${String(number).padStart(12, '0')}`
const ms = (value: number): string => `${value.toFixed(1)} ms`
const rows: Row[] = []

/** Makes 10,000 rows of one real waiting piece, as the desk itself wrote it. */
const fill = async (room: Newsroom, author: Member): Promise<void> => {
  const story = makeStory(idOf(0))
  await room.upload(author, story)
  valueOf(await room.submit(author, story))
  const db = valueOf(await openDatabase(room.folder, room.databaseUrl, () => undefined))
  const [row] = await db.selectFrom('stories').selectAll().execute()
  if (!row) throw new Error('There is no piece.')
  for (let at = 1; at < PIECES; at += 200)
    await db
      .insertInto('stories')
      .values(Array.from({ length: Math.min(200, PIECES - at) }, (_, index) => ({ ...row, id: idOf(at + index), standing: row.standing.replaceAll(row.id, idOf(at + index)), moved_seq: row.moved_seq + at + index })))
      .execute()
  await db.destroy()
}

const queue = async (store: Store): Promise<void> => {
  const room = await openNewsroom(store)
  const author = await room.join('shen', '沈牧', 'reporter')
  const editor = await room.join('gu', '顾岚', 'editor')
  await fill(room, author)
  const list = async (): Promise<void> => {
    const pieces = valueOf(await editor.client.call('pieces', { query: { scope: 'queue' } }))
    if (pieces.length !== PIECES) throw new Error(`${String(pieces.length)} pieces were listed.`)
  }
  const serve = async (): Promise<void> => {
    await (await room.desk().fetch(new Request('http://desk.local/api/stories?scope=queue', { headers: { authorization: `Bearer ${editor.token}` } }))).arrayBuffer()
  }
  const sql = "select * from stories where state = 'inReview' order by moved_seq"
  const client = room.databaseUrl === null ? null : new Client({ connectionString: room.databaseUrl })
  await client?.connect()
  const file = room.databaseUrl === null ? new DatabaseSync(join(room.folder, 'desk.sqlite')) : null
  const bare = async (): Promise<void> => {
    const found = file ? file.prepare(sql).all() : (await client?.query(sql))?.rows
    JSON.stringify(found)
  }
  const served = await inTurn(7, serve, bare)
  const listed: number[] = []
  for (let turn = 0; turn < 5; turn += 1) listed.push(await timed(list))
  const note = `p95 ${ms(quantile(served.a, 0.95))}; asked, answered and checked by the client: ${ms(median(listed))}`
  rows.push({ what: `list 10,000 waiting pieces, ${store.name}`, ms: median(served.a), baseline: 'the same rows by bare SQL, as JSON', baselineMs: median(served.b), ratio: median(served.a) / median(served.b), aim: null, note })
  file?.close()
  await client?.end()
  await room.close()
}

type Prepared = { story: string; envelope: Envelope }

/** Stories uploaded and signed beforehand: what is timed is the desk's own work. */
const prepare = async (room: Newsroom, author: Member, editor: Member): Promise<{ submissions: Prepared[]; signOffs: Prepared[] }> => {
  const submissions: Prepared[] = []
  const signOffs: Prepared[] = []
  for (let number = 1; number <= ACTS; number += 1) {
    const story = makeStory(idOf(number))
    await room.upload(author, story)
    const submitted = room.statementOf(author, story, null, {})
    submissions.push({ story: story.id, envelope: seal(REVIEW_TYPE, submitted, author) })
    const signed = room.statementOf(editor, story, null, { decision: 'signOff', stage: 'final', previous: nodeCrypto.sha256(canonicalBytes(submitted)) })
    signOffs.push({ story: story.id, envelope: seal(REVIEW_TYPE, signed, editor) })
  }
  return { submissions, signOffs }
}

/** The writes a submission makes, and no more: a ledger line, an event, a revision, a row of the queue, how far the tables are. */
const bareWrites = async (room: Newsroom): Promise<{ write: (number: number, envelope: Envelope) => Promise<void>; end: () => Promise<void> }> => {
  const columns = "id text primary key, author text, state text, standing text, headline text, waiting_since text, moved_seq integer"
  const tables = [`create table bare_stories (${columns})`, 'create table bare_events (id text primary key, story text, seq integer unique, envelope text)', 'create table bare_revisions (story text primary key, sha256 text)', 'create table bare_projection (id integer primary key, seq integer)', 'insert into bare_projection values (1, 0)']
  const parts = (number: number, envelope: Envelope) => ({ id: idOf(number), text: JSON.stringify(envelope) })
  if (room.databaseUrl === null) {
    const folder = await mkdtemp(join(tmpdir(), 'stet-bare-'))
    const file = new DatabaseSync(join(folder, 'bare.sqlite'))
    file.exec('pragma journal_mode = wal; pragma synchronous = full')
    for (const table of tables) file.exec(table)
    const ledger = await open(join(folder, 'ledger.jsonl'), 'a')
    const [story, event, revision, projection] = ['insert into bare_stories values (?, ?, ?, ?, ?, ?, ?)', 'insert into bare_events values (?, ?, ?, ?)', 'insert into bare_revisions values (?, ?)', 'update bare_projection set seq = ?'].map((sql) => file.prepare(sql))
    return {
      write: async (number, envelope) => {
        const { id, text } = parts(number, envelope)
        await ledger.write(`${text}\n`)
        await ledger.sync()
        file.exec('begin')
        story?.run(id, 'shen', 'inReview', text, '', '', number)
        event?.run(id, id, number, text)
        revision?.run(id, id)
        projection?.run(number)
        file.exec('commit')
      },
      end: async () => {
        file.close()
        await ledger.close()
        await rm(folder, { recursive: true })
      },
    }
  }
  const client = new Client({ connectionString: room.databaseUrl })
  await client.connect()
  for (const table of [...tables, 'create table bare_ledger (seq integer primary key, envelope text)']) await client.query(table)
  return {
    write: async (number, envelope) => {
      const { id, text } = parts(number, envelope)
      await client.query('begin')
      await client.query('insert into bare_ledger values ($1, $2)', [number, text])
      await client.query('insert into bare_stories values ($1, $2, $3, $4, $5, $6, $7)', [id, 'shen', 'inReview', text, '', '', number])
      await client.query('insert into bare_events values ($1, $2, $3, $4)', [id, id, number, text])
      await client.query('insert into bare_revisions values ($1, $2)', [id, id])
      await client.query('update bare_projection set seq = $1', [number])
      await client.query('commit')
    },
    end: () => client.end(),
  }
}

const acts = async (store: Store): Promise<void> => {
  const room = await openNewsroom(store)
  const author = await room.join('shen', '沈牧', 'reporter')
  const editor = await room.join('gu', '顾岚', 'editor')
  const { submissions, signOffs } = await prepare(room, author, editor)
  const bare = await bareWrites(room)
  const measured = async (what: string, member: Member, route: 'submit' | 'review', prepared: readonly Prepared[], from: number): Promise<void> => {
    const taken: { a: number[]; b: number[] } = { a: [], b: [] }
    for (const [index, { story, envelope }] of prepared.entries()) {
      taken.a.push(await timed(async () => valueOf(await room.send(member, story, envelope, route))))
      taken.b.push(await timed(() => bare.write(from + index, envelope)))
    }
    const note = `p95 ${ms(quantile(taken.a, 0.95))}; ${(1000 / median(taken.a)).toFixed(0)} a second one after another`
    rows.push({ what: `${what}, ${store.name}`, ms: median(taken.a), baseline: 'the same writes by bare SQL', baselineMs: median(taken.b), ratio: median(taken.a) / median(taken.b), aim: null, note })
  }
  await measured('submit a piece', author, 'submit', submissions, 1)
  await measured('sign a piece off', editor, 'review', signOffs, ACTS + 1)
  await bare.end()
  await room.close()
}

const programs = postgresPrograms()
const postgres = programs === null ? null : await startPostgres(programs)
const stores: Store[] = [sqliteStore, ...(postgres ? [{ name: 'PostgreSQL', databaseUrl: () => postgres.fresh() }] : [])]
for (const store of stores) {
  await queue(store)
  await acts(store)
}
await postgres?.stop()
report(rows)
