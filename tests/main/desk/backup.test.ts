import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { restore, type RestoreOptions } from '../../../src-main/desk/backup/restore'
import { backUp } from '../../../src-main/desk/backup/write'
import { openDatabase } from '../../../src-main/desk/database'
import { openDesk } from '../../../src-main/desk/desk'
import { openFiles } from '../../../src-main/desk/files'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed, valueOf } from '../../../src-shared/outcome'
import { drawPhoto } from '../../support/sample-photos'
import { codeOf, makeStory, nodeCrypto, openNewsroom, sqliteStore, smallPhoto, type Member, type Newsroom, type Store } from './newsroom'
import { everyStore } from './on-postgres'

const ID = 'c3d1c0de-0000-4000-8000-000000000001'
const KEY = '-----THE KEY-----\n'

/** What is a truth value to PostgreSQL is 0 or 1 to SQLite. */
const plainFlag = (_: string, value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value)

const everyRow = async (folder: string, databaseUrl: string | null): Promise<Record<string, string[]>> => {
  const db = valueOf(await openDatabase(folder, databaseUrl, () => undefined))
  const found: Record<string, string[]> = {}
  for (const { name, schema } of await db.introspection.getTables())
    if (!/^kysely_/.test(name) && name !== 'ledger' && (schema ?? 'public') === 'public') found[name] = (await sql`select * from ${sql.table(name)}`.execute(db)).rows.map((row) => JSON.stringify(row, plainFlag)).sort()
  await db.destroy()
  return found
}

/** The files of a zip, and a zip of such files. */
const unpack = async (file: string): Promise<Map<string, Buffer>> => {
  const zip = await yauzl.openPromise(file, { autoClose: false, lazyEntries: true })
  const files = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk)
    files.set(entry.fileName, Buffer.concat(chunks))
  }
  zip.close()
  return files
}
const pack = async (files: Iterable<readonly [string, Buffer]>, to: string): Promise<string> => {
  const zip = new yazl.ZipFile()
  for (const [path, bytes] of files) zip.addBuffer(bytes, path, { compress: false })
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  await writeFile(to, Buffer.concat(chunks))
  return to
}

describe('a backup', () => {
  let root = ''
  const stores = everyStore()
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'stet-backup-'))
  })
  afterAll(async () => {
    await rm(root, { recursive: true, force: true })
  })

  /** A desk with a piece that was returned, submitted again with a photo, signed off, published and once not. */
  const liveDesk = async (store: Store): Promise<{ room: Newsroom; editor: Member }> => {
    const room = await openNewsroom(store)
    const drawn = await smallPhoto()
    const author = await room.join('shen', '沈牧\u2028行', 'reporter')
    const editor = await room.join('gu', '顾岚', 'editor')
    const chief = await room.join('he', '何平', 'chief')
    valueOf(await room.saveLists(chief, [{ kind: 'banned', word: '最强', note: '' }], null))
    const story = makeStory(ID, [drawn.photo])
    await room.clear(author, [editor], story, [drawn])
    valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
    room.second.fail(failed('site-unreachable', 'The site does not answer.'))
    valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'second' } }))
    await writeFile(join(room.folder, 'newsroom.json'), '{"name":"江畔日报"}\n')
    await writeFile(join(room.folder, 'the-key'), KEY, { mode: 0o600 })
    return { room, editor }
  }
  const backUpTo = (room: Newsroom, name: string, key = true) =>
    backUp({ folder: room.folder, databaseUrl: room.databaseUrl, files: openFiles(room.folder, nodeCrypto.sha256), sha256: nodeCrypto.sha256, to: join(root, name), key: key ? join(room.folder, 'the-key') : null, tool: 'stet test', madeAt: '2026-05-04T08:00:00.000Z' })
  let targets = 0
  const restoreTo = async (room: Newsroom, store: Store, from: string, changes: Partial<RestoreOptions> = {}) => {
    const folder = changes.folder ?? join(root, `target-${String((targets += 1))}`, 'desk')
    const databaseUrl = changes.databaseUrl ?? (await store.databaseUrl())
    const restored = await restore({
      from, folder, databaseUrl, files: openFiles(folder, nodeCrypto.sha256), sha256: nodeCrypto.sha256, keyHere: null,
      keyIdOf: (pem) => (pem === KEY ? room.deskSigner.key : null), force: false, now: () => '2026-05-05T08:00:00.000Z', ...changes,
    })
    return { folder, databaseUrl, restored }
  }

  describe.each(stores.flatMap((from) => stores.map((to) => ({ from, to }))))('from $from.name to $to.name', ({ from, to }) => {
    it('made while the desk runs brings everything back: evidence, files, people, sessions, settings and key', async () => {
      const { room, editor } = await liveDesk(from)
      try {
        const lines = (await room.ledgerLines()).length
        const file = join(root, `${from.name}-${to.name}.zip`)
        expect(await backUpTo(room, `${from.name}-${to.name}.zip`)).toMatchObject({ ok: true, value: { lines, revisions: 2, photos: 1 } })
        expect((await stat(file)).mode & 0o777).toBe(0o600)
        const { folder, databaseUrl, restored } = await restoreTo(room, to, file)
        expect(restored).toEqual({ ok: true, value: { lines, files: 3, aside: null } })
        const desk = valueOf(await openDesk({ ...room.options, folder, databaseUrl, files: undefined }))
        const client = deskClient({ base: 'http://desk.local', fetch: (request) => desk.fetch(request), token: () => editor.token })
        expect(await client.call('piece', { params: { story: ID } })).toEqual(await editor.client.call('piece', { params: { story: ID } }))
        const lists = valueOf(await client.call('lists'))
        expect(lists).toEqual(valueOf(await editor.client.call('lists')))
        expect(codeOf(await client.call('listsFile', { params: { sha256: lists?.version.sha256 ?? '' } }))).toBe('ok')
        expect(codeOf(await client.call('exportPackage', { params: { story: ID } }))).toBe('ok')
        expect(await desk.rebuild()).toEqual({ events: lines })
        await desk.close()
        await room.desk().close()
        expect(await everyRow(folder, databaseUrl)).toEqual(await everyRow(room.folder, room.databaseUrl))
        for (const name of ['newsroom.json']) expect(await readFile(join(folder, name))).toEqual(await readFile(join(room.folder, name)))
        const key = await stat(join(folder, 'desk-key.pem'))
        expect([key.mode & 0o777, await readFile(join(folder, 'desk-key.pem'), 'utf8')]).toEqual([0o600, KEY])
      } finally {
        await room.close()
      }
    })
  })

  it('of either database holds the ledger in the same bytes', async () => {
    for (const store of stores) {
      const { room } = await liveDesk(store)
      valueOf(await backUpTo(room, `same-${store.name}.zip`, false))
      const files = await unpack(join(root, `same-${store.name}.zip`))
      expect(files.get('ledger.jsonl')!.toString().split('\n')).toEqual([...(await room.ledgerLines()), ''])
      const paths = [...files.keys()].filter((path) => !/^(revisions|photos)\//.test(path))
      expect([paths.at(0), paths.at(-1)]).toEqual(['ledger.jsonl', 'manifest.json'])
      for (const kept of ['tables/attempts.jsonl', 'tables/people.jsonl', 'newsroom.json']) expect(paths).toContain(kept)
      for (const made of ['ledger', 'stories', 'revisions', 'events', 'publications', 'projection', 'kysely_migration']) expect(paths).not.toContain(`tables/${made}.jsonl`)
      expect(paths).not.toContain('desk-key.pem')
      await room.close()
    }
  })

  it('brings the photos along that only a working copy shows, signed by nobody yet', async () => {
    const { room, editor } = await liveDesk(sqliteStore)
    try {
      const drawn = await drawPhoto({ width: 80, height: 60, name: 'later.jpg' })
      valueOf(await editor.client.call('putPhoto', { params: { sha256: drawn.photo.sha256 }, body: drawn.bytes as Uint8Array<ArrayBuffer> }))
      // Any structure a kept table holds; working copies are one.
      room.second.fail(failed('site-unreachable', JSON.stringify({ photos: [drawn.photo.sha256], other: '0'.repeat(64) })))
      valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'second' } }))
      expect(await backUpTo(room, 'working.zip')).toMatchObject({ ok: true, value: { photos: 1 } })
      const { folder, restored } = await restoreTo(room, sqliteStore, join(root, 'working.zip'))
      expect(restored).toMatchObject({ ok: true, value: { files: 4 } })
      expect(await openFiles(folder, nodeCrypto.sha256).photoFacts(drawn.photo.sha256)).toMatchObject({ width: 80 })
    } finally {
      await room.close()
    }
  })

  it('holds tables longer than one reading', async () => {
    for (const store of stores) {
      const { room } = await liveDesk(store)
      const db = valueOf(await openDatabase(room.folder, room.databaseUrl, () => undefined))
      for (let number = 0; number < 450; number += 1) await db.insertInto('attempts').values({ story: `s${String(number)}`, destination: 'site', at: '', revision: '', code: '', message: '' }).execute()
      await db.deleteFrom('attempts').where('story', '=', 's10').execute()
      await db.destroy()
      valueOf(await backUpTo(room, `long-${store.name}.zip`))
      const { folder, databaseUrl, restored } = await restoreTo(room, store, join(root, `long-${store.name}.zip`))
      expect(restored.ok).toBe(true)
      await room.desk().close()
      expect((await everyRow(folder, databaseUrl))['attempts']).toEqual((await everyRow(room.folder, room.databaseUrl))['attempts'])
      await room.close()
    }
  })

  describe('is refused, and nothing is written,', () => {
    let room: Newsroom
    let file = ''
    let files: Map<string, Buffer>
    beforeAll(async () => {
      ;({ room } = await liveDesk(sqliteStore))
      file = join(root, 'whole.zip')
      valueOf(await backUpTo(room, 'whole.zip'))
      files = await unpack(file)
    })
    afterAll(() => room.close())

    const refused = async (name: string, changed: Map<string, Buffer>, changes: Partial<RestoreOptions> = {}) => {
      const from = await pack(changed, join(root, `${name}.zip`))
      const { folder, restored } = await restoreTo(room, sqliteStore, from, changes)
      expect(await readdir(folder).catch(() => [])).toEqual([])
      return restored
    }
    /** The same files with one changed, and the manifest either true to it or not. */
    const withFile = (path: string, bytes: Buffer | null, mended: boolean): Map<string, Buffer> => {
      const changed = new Map(files)
      if (bytes === null) changed.delete(path)
      else changed.set(path, bytes)
      if (!mended) return changed
      const manifest = JSON.parse(files.get('manifest.json')!.toString()) as { ledger: unknown; files: { path: string; bytes: number; sha256: string }[] }
      manifest.files = manifest.files.filter((each) => each.path !== path)
      if (bytes) manifest.files.push({ path, bytes: bytes.length, sha256: nodeCrypto.sha256(bytes) })
      changed.set('manifest.json', Buffer.from(JSON.stringify(manifest)))
      return changed
    }
    const photo = () => [...files.keys()].find((path) => /^photos\/\w{64}$/.test(path))!
    const ledger = () => files.get('ledger.jsonl')!.toString().trimEnd().split('\n')
    const asLedger = (lines: readonly string[]) => Buffer.from(lines.map((line) => `${line}\n`).join(''))

    it('with an altered file', async () => expect(await refused('altered', withFile('tables/people.jsonl', Buffer.from('{}\n'), false))).toMatchObject({ code: 'backup-damaged', details: { path: 'tables/people.jsonl' } }))
    it('with an altered photo, even where the manifest was altered too', async () => expect(await refused('photo', withFile(photo(), Buffer.from('other'), true))).toMatchObject({ code: 'backup-damaged', details: { path: photo() } }))
    it('without a photo the manifest names', async () => expect(await refused('missing', withFile(photo(), null, false))).toMatchObject({ code: 'backup-file-missing', details: { path: photo() } }))
    it('without a photo the ledger names, whatever the manifest says', async () => expect(await refused('unnamed', withFile(photo(), null, true))).toMatchObject({ code: 'backup-file-missing', details: { path: photo() } }))
    it('with a file the manifest does not name', async () => expect(await refused('extra', new Map([...files, ['tables/more.jsonl', Buffer.from('')]]))).toMatchObject({ code: 'backup-damaged', details: { path: 'tables/more.jsonl' } }))
    it('with a name that could leave the folder', async () => {
      const from = await pack(new Map([...files, ['tables/xxxxxxxx.jsonl', Buffer.from('')]]), join(root, 'leaving.zip'))
      const bytes = await readFile(from)
      await writeFile(from, Buffer.from(bytes.toString('latin1').replaceAll('tables/xxxxxxxx.jsonl', 'tables/../../x.jsonl'), 'latin1'))
      expect(codeOf((await restoreTo(room, sqliteStore, from)).restored)).toMatch(/^backup-(damaged|unreadable)$/)
    })
    it('with a ledger whose chain breaks', async () => expect(await refused('chain', withFile('ledger.jsonl', asLedger(ledger().filter((_, index) => index !== 1)), true))).toMatchObject({ code: 'ledger-broken', details: { line: 2 } }))
    it('with a ledger whose last lines are gone', async () => expect(await refused('tail', withFile('ledger.jsonl', asLedger(ledger().slice(0, 3)), true))).toMatchObject({ code: 'backup-damaged', details: { path: 'ledger.jsonl' } }))
    it('without a manifest', async () => expect(await refused('bare', withFile('manifest.json', null, false))).toMatchObject({ code: 'backup-file-missing', details: { path: 'manifest.json' } }))
    it('of a newer form', async () => expect(codeOf(await refused('newer', withFile('manifest.json', Buffer.from(files.get('manifest.json')!.toString().replace('desk-backup/1', 'desk-backup/2')), false)))).toBe('backup-damaged'))
    it('with a key that is not its desk\'s', async () => expect(codeOf(await refused('key', withFile('desk-key.pem', Buffer.from('other'), true)))).toBe('restore-key-missing'))
    it('where another desk\'s key is', async () => expect(codeOf(await refused('other-key', files, { keyHere: '0'.repeat(64) }))).toBe('restore-key-differs'))
    it('cut off anywhere', async () => {
      const { size } = await stat(file)
      for (const part of [0, 10, size / 2, size - 1]) {
        const from = join(root, 'cut.zip')
        await writeFile(from, await readFile(file))
        await truncate(from, Math.floor(part))
        expect(codeOf((await restoreTo(room, sqliteStore, from)).restored)).toBe('backup-unreadable')
      }
    })
    it('with any one byte changed', async () => {
      const whole = await readFile(file)
      const outcomes = new Set<string>()
      for (let at = 11; at < whole.length; at += Math.ceil(whole.length / 150)) {
        const from = join(root, 'flipped.zip')
        const bytes = Buffer.from(whole)
        bytes[at]! ^= 0x55
        await writeFile(from, bytes)
        const { folder, restored } = await restoreTo(room, sqliteStore, from)
        outcomes.add(codeOf(restored))
        // A byte of the zip's own that says nothing (a time, a hint) may change; then all was restored whole.
        if (restored.ok) expect(nodeCrypto.sha256(await readFile(join(folder, 'ledger.jsonl')))).toBe(nodeCrypto.sha256(files.get('ledger.jsonl')!))
      }
      expect(outcomes).toContain('backup-damaged')
    })
  })

  describe.each(stores)('into $name that is not empty', (store) => {
    it('is refused, until told to set aside what is there', async () => {
      const { room } = await liveDesk(store)
      const { room: other } = await liveDesk(store)
      try {
        valueOf(await backUpTo(room, 'over.zip'))
        await other.desk().close()
        const before = await everyRow(other.folder, other.databaseUrl)
        const into = { folder: other.folder, databaseUrl: other.databaseUrl }
        expect(codeOf((await restoreTo(room, store, join(root, 'over.zip'), into)).restored)).toBe('restore-not-empty')
        await rm(join(other.folder, 'newsroom.json'))
        await rm(other.ledgerFile, { force: true })
        expect(codeOf((await restoreTo(room, store, join(root, 'over.zip'), into)).restored)).toBe('restore-not-empty')
        expect(await everyRow(other.folder, other.databaseUrl)).toEqual(before)
        await writeFile(join(other.folder, 'newsroom.json'), '{}')
        expect(await restoreTo(room, store, join(root, 'over.zip'), { ...into, force: true })).toMatchObject({ restored: { ok: true, value: { aside: `${other.folder}.before-2026-05-05T08-00-00-000Z` } } })
        expect(await other.ledgerLines()).toEqual(await room.ledgerLines())
        const desk = valueOf(await openDesk({ ...room.options, ...into }))
        expect((await desk.figures()).pieces).toEqual({ published: 1 })
        await desk.close()
      } finally {
        await room.close()
        await other.close()
      }
    })

    it('is refused while a desk runs there', async () => {
      const { room } = await liveDesk(store)
      try {
        valueOf(await backUpTo(room, 'running.zip'))
        expect(codeOf((await restoreTo(room, store, join(root, 'running.zip'), { folder: room.folder, databaseUrl: room.databaseUrl, force: true })).restored)).toBe('desk-in-use')
        expect(codeOf(await room.reopen())).toBe('ok')
      } finally {
        await room.close()
      }
    })
  })

  it('is not made of a desk that is not there, or that lost a file: no file is left', async () => {
    const { room } = await liveDesk(sqliteStore)
    try {
      expect(codeOf(await backUp({ folder: join(root, 'nowhere'), databaseUrl: null, files: openFiles(root, nodeCrypto.sha256), sha256: nodeCrypto.sha256, to: join(root, 'none.zip'), key: null, tool: '', madeAt: '' }))).toBe('desk-absent')
      const { photo } = await smallPhoto()
      await rm(join(room.folder, 'photos', photo.sha256.slice(0, 2), photo.sha256))
      expect(await backUpTo(room, 'none.zip')).toMatchObject({ code: 'backup-file-missing', details: { path: `photos/${photo.sha256}` } })
      expect((await readdir(root)).filter((name) => name.startsWith('none.zip'))).toEqual([])
    } finally {
      await room.close()
    }
  })
})
