import { appendFile, cp, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openDatabase, type Database } from '../../../../src-main/desk/database'
import { openDesk } from '../../../../src-main/desk/desk'
import { review } from '../../../../src-main/desk/migrations/0004-review'
import { embargo } from '../../../../src-main/desk/migrations/0011-embargo'
import { deskClient } from '../../../../src-shared/desk-api/client'
import type { Piece } from '../../../../src-shared/desk-api/pieces'
import { failed, valueOf } from '../../../../src-shared/outcome'
import { RECORD_TYPE, REVIEW_TYPE } from '../../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { codeOf, makeSigner, makeStory, nodeCrypto, openNewsroom, PASSWORD, seal, smallPhoto, sqliteStore, type Member, type Signer, type Newsroom, type Store } from '../newsroom'

const ID = 'c3d1c0de-0000-4000-8000-000000000001'
const ID2 = 'c3d1c0de-0000-4000-8000-000000000002'
const TABLES = ['people', 'credentials', 'sessions', 'jobs', 'stories', 'revisions', 'events', 'publications', 'policies', 'enrolments', 'revocations', 'delegations', 'claims', 'workings', 'kept_workings', 'projection'] as const

/** What survives, what is mended and what is refused when a desk opens again, on one kind of store. */
export const recoverySuite = (store: Store): void => {
  /** A line in a database cannot be half written. */
  const shared = store !== sqliteStore
  let room: Newsroom
  let author: Member
  let editor: Member
  let piece: Piece
  const story = makeStory(ID)

  const withTables = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    const db = valueOf(await openDatabase(room.folder, room.databaseUrl, () => undefined))
    try {
      return await work(db)
    } finally {
      await db.destroy()
    }
  }
  const everyTable = () =>
    withTables(async (db) => {
      const found: Record<string, string[]> = {}
      for (const table of TABLES) found[table] = (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort()
      return found
    })
  const edit = (change: (lines: string[]) => string[]) => room.ledgerLines().then((lines) => room.writeLedger(change(lines)))

  beforeEach(async () => {
    room = await openNewsroom(store)
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    await room.upload(author, story)
    piece = valueOf(await room.submit(author, story))
  })
  afterEach(() => room.close())

  describe('a desk opened again', () => {
    it('has everything it had, sessions too', async () => {
      const before = valueOf(await editor.client.call('piece', { params: { story: ID } }))
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(valueOf(await editor.client.call('piece', { params: { story: ID } }))).toEqual(before)
      expect(room.reports).toEqual([])
    })

    it('projects an event that was in the ledger but not yet in the tables', async () => {
      await room.desk().close()
      const lines = await room.ledgerLines()
      const envelope = seal(REVIEW_TYPE, room.statementOf(editor, story, piece.standing, { decision: 'signOff' }), editor)
      await room.writeLedger([...lines, JSON.stringify({ seq: 5, previous: nodeCrypto.sha256(Buffer.from(lines[3]!)), receivedAt: '2026-05-04T09:00:00.000Z', envelope })])
      expect(codeOf(await room.reopen())).toBe('ok')
      const found = valueOf(await editor.client.call('piece', { params: { story: ID } }))
      expect(found.piece).toMatchObject({ standing: { state: 'signedOff' }, signedBy: '顾岚', waitingSince: '2026-05-04T09:00:00.000Z' })
      expect(found.events.map(({ decision }) => decision)).toEqual(['submit', 'signOff'])
    })

    it.skipIf(shared)('keeps a torn last line aside and goes on from the line before', async () => {
      await room.desk().close()
      await appendFile(room.ledgerFile, '{"seq":5,"previous":"ab')
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(room.reports).toEqual(['The ledger ended in an unfinished line, which was kept aside'])
      const aside = (await readdir(room.folder)).find((name) => name.startsWith('ledger.torn-5-'))
      expect(await readFile(join(room.folder, aside!), 'utf8')).toBe('{"seq":5,"previous":"ab')
      expect(valueOf(await room.review(editor, story, piece.standing, { decision: 'signOff' })).standing.state).toBe('signedOff')
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(await room.ledgerLines()).toHaveLength(5)
    })

    it.skipIf(shared)('treats a last line full of zeros as torn', async () => {
      await room.desk().close()
      await appendFile(room.ledgerFile, Buffer.concat([Buffer.alloc(40), Buffer.from('\n')]))
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(await room.ledgerLines()).toHaveLength(4)
    })
  })

  describe('a desk of an older Stet', () => {
    it('is read whole: keys without credentials, statements of the first form, publications after each other', async () => {
      const policy = { schema: 1 as const, name: '一审', stages: [{ id: 'final', title: { 'zh-CN': '终审', en: 'Final review' }, roles: ['editor' as const], reportRequired: false }], resubmitAt: 'returningStage' as const }
      const AT = '2026-03-01T08:00:00.000Z'
      const lines: string[] = []
      const say = (type: string, statement: object, signer: Signer): string => {
        const envelope = seal(type, statement, signer)
        lines.push(JSON.stringify({ seq: lines.length + 1, previous: lines.length === 0 ? null : nodeCrypto.sha256(Buffer.from(lines.at(-1)!)), receivedAt: AT, envelope }))
        return nodeCrypto.sha256(canonicalBytes(statement))
      }
      const { deskSigner } = room
      for (const { person, name, role, key, publicKey } of [author, editor]) say(RECORD_TYPE, { type: 'stet.record/1', kind: 'keyEnrolled', desk: deskSigner.key, person, name, role, key, publicKey, at: AT }, deskSigner)
      const { channel: _1, changes: _2, issues: _3, closes: _4, pass: _5, delegation: _6, signer: _7, ...rest } = room.statementOf(author, story, null, {})
      const first = { ...rest, type: 'stet.review/1', policy: nodeCrypto.sha256(canonicalBytes(policy)), at: AT }
      const submitted = say(REVIEW_TYPE, { ...first, signer: { person: author.person, name: author.name, key: author.key } }, author)
      const signed = say(REVIEW_TYPE, { ...first, stage: 'final', decision: 'signOff', previous: submitted, signer: { person: editor.person, name: editor.name, key: editor.key } }, editor)
      const receipt = { destination: 'site', remoteId: '1', url: '', remoteVersion: '1', sent: first.revision.sha256 }
      const published = { type: 'stet.record/1', kind: 'published', desk: deskSigner.key, story: ID, revision: first.revision, person: 'gu', at: AT }
      const once = say(RECORD_TYPE, { ...published, receipt, previous: signed }, deskSigner)
      say(RECORD_TYPE, { ...published, receipt: { ...receipt, destination: 'second' }, previous: once }, deskSigner)

      const folder = join(room.folder, 'older')
      await cp(join(room.folder, 'revisions'), join(folder, 'revisions'), { recursive: true })
      await writeFile(join(folder, 'ledger.jsonl'), lines.map((line) => `${line}\n`).join(''))
      const desk = valueOf(await openDesk({ ...room.options, folder, databaseUrl: await store.databaseUrl(), policy }))
      try {
        valueOf(await desk.addPerson({ id: 'gu', name: '顾岚', login: 'gu', role: 'editor', password: PASSWORD }))
        const ask = (token: string | null) => deskClient({ base: 'http://desk.local', fetch: (request) => desk.fetch(request), token: () => token })
        const { token } = valueOf(await ask(null).call('signIn', { body: { login: 'gu', password: PASSWORD } }))
        const found = valueOf(await ask(token).call('piece', { params: { story: ID } }))
        expect(found.events.map(({ decision }) => decision)).toEqual(['submit', 'signOff', 'published', 'published'])
        expect(found.piece).toMatchObject({ channel: ['社会', '交通'], signedBy: '顾岚', standing: { state: 'published', live: first.revision } })
        expect(codeOf(await ask(token).call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('ok')
        expect(valueOf(await ask(token).call('policies'))).toMatchObject([{ policy, by: 'desk', current: true }])
        expect(await desk.rebuild()).toMatchObject({ events: 8 })
      } finally {
        await desk.close()
      }
    })

    it('knows the embargo of its pieces, which its tables did not have, and so does a rebuild', async () => {
      const until = '2026-05-20T04:00:00.000Z'
      const held = makeStory(ID2, [], { embargo: '2026-05-20T12:00:00+08:00' })
      await room.upload(author, held)
      expect(valueOf(await room.submit(author, held))).toMatchObject({ embargo: until })
      const embargoes = async () => Object.fromEntries(valueOf(await editor.client.call('pieces', { query: { scope: 'queue' } })).map(({ standing, embargo }) => [standing.story, embargo]))
      await room.desk().close()
      await withTables((db) => db.updateTable('stories').set({ embargo: null }).execute())
      valueOf(await room.reopen())
      expect(await embargoes()).toEqual({ [ID]: null, [ID2]: until })
      await withTables((db) => db.updateTable('stories').set({ embargo: null }).execute())
      await room.desk().rebuild()
      expect(await embargoes()).toEqual({ [ID]: null, [ID2]: until })
      // Moved by a new revision, and taken away by one.
      const returned = valueOf(await room.review(editor, held, valueOf(await editor.client.call('piece', { params: { story: ID2 } })).piece.standing, { decision: 'return', reason: '改时间。' }))
      const freed = makeStory(ID2, [], { embargo: null, headline: '不再禁发' })
      await room.upload(author, freed)
      expect(valueOf(await room.submit(author, freed, returned.standing))).toMatchObject({ embargo: null })
    })

    it('gains the column of embargoes, however often that is begun', async () => {
      await withTables(async (db) => {
        await db.schema.alterTable('stories').dropColumn('embargo').execute()
        await embargo.up(db)
        await embargo.up(db)
        expect(await db.selectFrom('stories').select(['id', 'embargo']).execute()).toEqual([{ id: ID, embargo: null }])
      })
    })

    it('brings its keys over when its tables are brought to this form, however often that is begun', async () => {
      await withTables(async (db) => {
        const before = await db.selectFrom('enrolments').selectAll().orderBy('seq').execute()
        await db.deleteFrom('enrolments').execute()
        await db.schema.createTable('keys').addColumn('id', 'text').addColumn('person', 'text').addColumn('seq', 'integer').addColumn('envelope', 'text').execute()
        for (const { key, person, seq, envelope } of before) await sql`insert into keys values (${key}, ${person}, ${seq}, ${envelope})`.execute(db)
        await review.up(db)
        await review.up(db)
        expect(await db.selectFrom('enrolments').selectAll().orderBy('seq').execute()).toEqual(before)
      })
    })
  })

  describe('a desk rejects a ledger', () => {
    const refusedAt = async (line: number, act: () => Promise<unknown>) => {
      await room.desk().close()
      await act()
      const before = await room.ledgerLines()
      expect(await room.reopen()).toMatchObject({ ok: false, code: 'ledger-broken', details: { line } })
      expect(await room.ledgerLines()).toEqual(before)
    }

    it('with an altered line, naming the first that no longer follows', () => refusedAt(2, () => edit(([first, ...rest]) => [first!.replace('"receivedAt":"2026-05', '"receivedAt":"2025-05'), ...rest])))
    it('whose accepted last line was altered', () => refusedAt(4, () => edit((lines) => lines.map((line, index) => (index === 3 ? line.replace('"receivedAt":"2026-05', '"receivedAt":"2025-05') : line)))))
    it('whose accepted last line was removed', () => refusedAt(4, () => edit((lines) => lines.slice(0, -1))))
    it.skipIf(shared)('whose accepted last line lost its end', () => refusedAt(4, async () => writeFile(room.ledgerFile, (await readFile(room.ledgerFile, 'utf8')).slice(0, -10))))
    it('with a line removed from the middle', () => refusedAt(2, () => edit((lines) => lines.filter((_, index) => index !== 1))))
    it('with a line that is not JSON', () => refusedAt(2, () => edit((lines) => lines.map((line, index) => (index === 1 ? line.slice(1) : line)))))
    it('with an event nobody of this desk signed, however well chained', async () => {
      await room.desk().close()
      const stranger = makeSigner('nobody', '无名', 'editor')
      const lines = await room.ledgerLines()
      const envelope = seal(REVIEW_TYPE, room.statementOf(stranger, story, piece.standing, { decision: 'signOff' }), stranger)
      await room.writeLedger([...lines, JSON.stringify({ seq: 5, previous: nodeCrypto.sha256(Buffer.from(lines[3]!)), receivedAt: '2026-05-04T09:00:00.000Z', envelope })])
      expect(await room.reopen()).toMatchObject({ code: 'ledger-broken', details: { line: 5, reason: 'key-unknown' } })
    })
    it('of another desk key', async () => {
      const other = makeSigner('other-desk', 'Another desk', 'admin')
      expect(codeOf(await room.reopen({ key: { ...room.options.key, id: other.key, publicKey: other.publicKey } }))).toBe('desk-key-changed')
    })
  })

  describe('rebuilding', () => {
    const wholeLife = async () => {
      const drawn = await smallPhoto()
      const chief = await room.join('xu', '许知行', 'chief')
      const other = await room.join('wen', '闻青', 'reporter')
      valueOf(await room.lend(chief, other))
      valueOf(await other.client.call('revokeKey', { params: { key: other.key }, body: { reason: '电脑丢了。' } }))
      const working = { ...valueOf(await editor.client.call('working', { params: { story: ID } })) }
      valueOf(await editor.client.call('saveWorking', { params: { story: ID }, body: { story, notes: working.notes, conflicts: [], base: working.base, generation: 0 } }))
      const waiting = makeStory(ID2)
      await room.upload(author, waiting)
      const second = valueOf(await room.submit(author, waiting))
      valueOf(await editor.client.call('claim', { params: { story: ID2 }, body: { takeOver: false } }))
      valueOf(await editor.client.call('saveWorking', { params: { story: ID2 }, body: { story: waiting, notes: working.notes, conflicts: [], base: second.standing.revision.sha256, generation: 0 } }))
      const returned = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
      const mended = makeStory(ID, [drawn.photo], { headline: '新的标题' })
      await room.upload(author, mended, [drawn])
      const again = valueOf(await room.submit(author, mended, returned.standing))
      valueOf(await room.review(editor, mended, again.standing, { decision: 'signOff' }))
      valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
      room.second.fail(failed('site-unreachable', 'The site does not answer.'))
      valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'second' } }))
    }

    it('makes every table as it was', async () => {
      await wholeLife()
      await room.desk().close()
      const before = await everyTable()
      for (const table of TABLES) expect(before[table]!.length, table).toBeGreaterThan(0)
      valueOf(await room.reopen())
      expect(await room.desk().rebuild()).toEqual({ events: 13 })
      await room.desk().close()
      expect(await everyTable()).toEqual(before)
    })

    it('undoes what was written into the tables behind the desk\'s back', async () => {
      await wholeLife()
      await room.desk().close()
      const before = await everyTable()
      await withTables(async (db) => {
        await db.updateTable('stories').set({ headline: '伪造', state: 'inReview' }).execute()
        await db.deleteFrom('events').where('decision', '=', 'return').execute()
        await sql`delete from revisions`.execute(db)
      })
      expect(await everyTable()).not.toEqual(before)
      valueOf(await room.reopen())
      await room.desk().rebuild()
      await room.desk().close()
      expect(await everyTable()).toEqual(before)
    })

    it('changes nothing when the ledger does not hold', async () => {
      const before = valueOf(await editor.client.call('piece', { params: { story: ID } }))
      await edit((lines) => lines.map((line, index) => (index === 1 ? line.replace('"receivedAt":"2026-05', '"receivedAt":"2025-05') : line)))
      await expect(room.desk().rebuild()).rejects.toMatchObject({ code: 'ledger-broken', details: { line: 3 } })
      expect(valueOf(await editor.client.call('piece', { params: { story: ID } }))).toEqual(before)
    })
  })

  describe('whoever writes into the tables', () => {
    it('cannot make a sign-off', async () => {
      await room.desk().close()
      await withTables((db) => db.updateTable('stories').set({ state: 'signedOff', standing: JSON.stringify({ ...piece.standing, state: 'signedOff' }) }).execute())
      valueOf(await room.reopen())
      expect(codeOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('not-signed-off')
      expect(codeOf(await editor.client.call('exportPackage', { params: { story: ID } }))).toBe('not-signed-off')
      expect(room.connector.calls()).toBe(0)
    })

    it('cannot make a key', async () => {
      const forger = makeSigner('forger', '顾岚', 'editor')
      await room.desk().close()
      const record = { type: 'stet.record/1', kind: 'keyEnrolled', desk: room.deskSigner.key, person: 'gu', name: '顾岚', role: 'editor', key: forger.key, publicKey: forger.publicKey, at: '2026-05-04T08:00:00.000Z' }
      await withTables((db) => db.insertInto('enrolments').values({ id: nodeCrypto.sha256(canonicalBytes(record)), key: forger.key, person: 'gu', seq: 99, envelope: JSON.stringify(seal('application/vnd.stet.record+json', record, forger)) }).execute())
      valueOf(await room.reopen())
      const { failure, status } = await room.request('POST', `/api/stories/${ID}/reviews`, {
        token: editor.token,
        body: JSON.stringify({ envelope: seal(REVIEW_TYPE, room.statementOf({ ...forger, person: 'gu' }, story, piece.standing, { decision: 'signOff' }), forger) }),
      })
      expect([status, failure?.code]).toEqual([500, 'key-record-damaged'])
      expect(await room.ledgerLines()).toHaveLength(4)
    })

    it('finds neither passwords nor tokens', async () => {
      await room.desk().close()
      const { people, credentials, sessions } = await everyTable()
      expect(credentials!.join()).toContain('$argon2id$')
      expect([people, credentials].flat().join()).not.toContain(PASSWORD)
      expect(sessions!.join()).not.toContain(editor.token)
      expect(sessions!.join()).toContain(nodeCrypto.sha256(Buffer.from(editor.token)))
    })
  })
}
