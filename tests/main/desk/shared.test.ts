import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import type { Change } from '../../../src-main/desk/changes'
import { openDatabase } from '../../../src-main/desk/database'
import { openDesk, type Desk } from '../../../src-main/desk/desk'
import { openFiles } from '../../../src-main/desk/files'
import { deskClient } from '../../../src-shared/desk-api/client'
import { valueOf } from '../../../src-shared/outcome'
import { REVIEW_TYPE } from '../../../src-shared/signoff/statement'
import { codeOf, makeStory, nodeCrypto, openNewsroom, seal, type Member, type Newsroom } from './newsroom'
import { onPostgres } from './on-postgres'

const idOf = (number: number): string => `c3d1c0de-0000-4000-8000-${String(number).padStart(12, '0')}`

onPostgres('two desks on one PostgreSQL', (store) => {
  let databaseUrl = ''
  let room: Newsroom
  let second: Desk
  let author: Member
  /** Lines of the ledger before a test begins. */
  let begun = 0
  let editor: Member
  const query = async (text: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text)).rows
    } finally {
      await client.end()
    }
  }
  /** The same person, asking the other desk. */
  const atSecond = (member: Member): Member => ({ ...member, client: deskClient({ base: 'http://desk.local', fetch: (request) => second.fetch(request), token: () => member.token }) })
  const exists = (file: string) => access(file).then(() => true, () => false)

  beforeEach(async () => {
    databaseUrl = await store.databaseUrl()
    room = await openNewsroom({ name: 'PostgreSQL', databaseUrl: () => Promise.resolve(databaseUrl) })
    second = valueOf(await openDesk(room.options))
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    begun = (await room.ledgerLines()).length
  })
  afterEach(async () => {
    await second.close()
    await room.close()
  })

  const chainHolds = async (): Promise<number> => {
    const lines = await room.ledgerLines()
    let previous: string | null = null
    for (const [index, line] of lines.entries()) {
      expect(JSON.parse(line)).toMatchObject({ seq: index + 1, previous })
      previous = nodeCrypto.sha256(Buffer.from(line))
    }
    return lines.length
  }

  it('lose nothing of what both take at once, and keep one chain', async () => {
    const stories = Array.from({ length: 12 }, (_, index) => makeStory(idOf(index)))
    const passed = await Promise.all(
      stories.map(async (story, index) => {
        const [here, there] = index % 2 === 0 ? [author, atSecond(editor)] : [atSecond(author), editor]
        await room.upload(here, story)
        const piece = valueOf(await room.submit(here, story))
        return valueOf(await room.review(there, story, piece.standing, { decision: 'signOff' })).standing.state
      }),
    )
    expect(passed).toEqual(stories.map(() => 'signedOff'))
    expect(await chainHolds()).toBe(begun + 24)
    expect(codeOf(await room.reopen())).toBe('ok')
    expect((await room.desk().figures()).pieces).toEqual({ signedOff: 12 })
    expect(await room.desk().rebuild()).toEqual({ events: begun + 24 })
  })

  it('accept a review raced at both of them once, and the same act sent to both as one', async () => {
    const story = makeStory(idOf(1))
    await room.upload(author, story)
    const piece = valueOf(await room.submit(author, story))
    const other = await room.join('lu', '陆川', 'editor')
    const raced = await Promise.all([
      room.review(editor, story, piece.standing, { decision: 'signOff' }),
      room.review(atSecond(other), story, piece.standing, { decision: 'return', reason: '再改。' }),
    ])
    expect(raced.map(codeOf).sort()).toEqual(['ok', 'stale'])
    const again = makeStory(idOf(2))
    await room.upload(author, again)
    const envelope = seal(REVIEW_TYPE, room.statementOf(author, again, null, {}), author)
    expect((await Promise.all([author, atSecond(author)].map((member) => room.send(member, again.id, envelope)))).map(codeOf)).toEqual(['ok', 'ok'])
    expect(await chainHolds()).toBe(begun + 4)
  })

  it('publish a piece one at a time', async () => {
    const story = makeStory(idOf(1))
    await room.clear(author, [editor], story)
    const published = await Promise.all([editor, atSecond(editor), editor].map((member) => member.client.call('publish', { params: { story: story.id }, body: { destination: 'site' } })))
    expect(published.map(codeOf)).toEqual(['ok', 'ok', 'ok'])
    // Who asks while it is being sent shares that sending, in whichever process it is.
    expect(room.connector.calls()).toBeGreaterThanOrEqual(1)
    expect(room.connector.calls()).toBeLessThanOrEqual(3)
    expect(room.connector.atOnce()).toBe(1)
    expect(await chainHolds()).toBe(begun + 3)
  })

  it('tell each other of changes, without a word of what they say', async () => {
    const here: Change[] = []
    const there: Change[] = []
    room.desk().onChange((change) => here.push(change))
    second.onChange((change) => there.push(change))
    const story = makeStory(idOf(1))
    await room.upload(author, story)
    valueOf(await room.submit(author, story))
    expect(here).toEqual([{ kind: 'submit', seq: begun + 1, story: story.id }])
    await vi.waitFor(() => expect(there).toEqual(here))
  })

  it('say that everything is to be read again when changes may have been missed, and hear again', async () => {
    const there: string[] = []
    second.onChange(({ kind }) => there.push(kind))
    await query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'stet desk changes' and datname = current_database()")
    await vi.waitFor(() => expect(there).toContain('everything'), 10_000)
    expect(room.reports).toContain('Changes of other desk processes are not heard until the database answers again')
    const story = makeStory(idOf(1))
    await room.upload(author, story)
    valueOf(await room.submit(author, story))
    await vi.waitFor(() => expect(there).toContain('submit'))
  })

  it('commit durably even where the server was told not to', async () => {
    expect(await query('show synchronous_commit')).toEqual([{ synchronous_commit: 'off' }])
    const db = valueOf(await openDatabase(room.folder, databaseUrl, () => undefined))
    expect((await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db)).rows).toEqual([{ synchronous_commit: 'on' }])
    await db.destroy()
  })

  it('reject a second desk with another key', async () => {
    expect(codeOf(await openDesk({ ...room.options, key: { ...room.options.key, id: '0'.repeat(64) } }))).toBe('desk-key-changed')
  })

  it('fail a command whose connection breaks, clearly and whole, and take the next', async () => {
    const files = openFiles(room.folder, nodeCrypto.sha256)
    let gate: Promise<void> | null = null
    let reached: () => void = () => undefined
    const third = valueOf(
      await openDesk({
        ...room.options,
        files: {
          ...files,
          revision: async (name) => {
            reached()
            await gate
            return files.revision(name)
          },
        },
      }),
    )
    try {
      const story = makeStory(idOf(1))
      await room.upload(author, story)
      const envelope = seal(REVIEW_TYPE, room.statementOf(author, story, null, {}), author)
      const member = { ...author, client: deskClient({ base: 'http://desk.local', fetch: (request) => third.fetch(request), token: () => author.token }) }
      let open: () => void = () => undefined
      gate = new Promise((resolve) => (open = resolve))
      const stopped = new Promise<void>((resolve) => (reached = resolve))
      const broken = room.send(member, story.id, envelope)
      await stopped
      await query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and pid <> pg_backend_pid()")
      open()
      expect(await broken).toMatchObject({ ok: false, code: 'database-unreachable' })
      expect(await chainHolds()).toBe(begun)
      expect(codeOf(await room.send(member, story.id, envelope))).toBe('ok')
      expect(codeOf(await room.send(author, story.id, envelope))).toBe('ok')
      expect(await chainHolds()).toBe(begun + 1)
    } finally {
      await third.close()
    }
  })

  describe('a ledger still in a file', () => {
    const file = () => join(room.folder, 'ledger.jsonl')
    const putBack = async (): Promise<string[]> => {
      const story = makeStory(idOf(1))
      await room.upload(author, story)
      valueOf(await room.submit(author, story))
      const lines = await room.ledgerLines()
      await room.desk().close()
      await second.close()
      await writeFile(file(), lines.map((line) => `${line}\n`).join(''))
      return lines
    }

    it('is moved into the database once, by one of two that open together', async () => {
      const lines = await putBack()
      await query('delete from ledger')
      const opened = await Promise.all([openDesk(room.options), openDesk(room.options)])
      expect(opened.map(codeOf)).toEqual(['ok', 'ok'])
      for (const desk of opened) if (desk.ok) await desk.value.close()
      expect(await room.ledgerLines()).toEqual(lines)
      expect(await exists(file())).toBe(false)
      expect((await readFile(join(room.folder, 'ledger.imported.jsonl'), 'utf8')).split('\n')).toEqual([...lines, ''])
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(await room.desk().rebuild()).toEqual({ events: begun + 1 })
    })

    it('that was moved, but not renamed, is only renamed', async () => {
      const lines = await putBack()
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(await room.ledgerLines()).toEqual(lines)
      expect(await exists(file())).toBe(false)
    })

    it('is refused and left alone when it was altered, is another one, or stands beside an SQLite desk', async () => {
      const lines = await putBack()
      const whole = await readFile(file(), 'utf8')
      await writeFile(file(), whole.replace('"receivedAt":"2026', '"receivedAt":"2025'))
      expect(await room.reopen()).toMatchObject({ code: 'ledger-broken', details: { line: 2 } })
      await writeFile(file(), `${whole.replaceAll('2026', '2025').split('\n', 1).join('')}\n`)
      expect(codeOf(await room.reopen())).toBe('ledger-elsewhere')
      expect(await exists(file())).toBe(true)
      expect(await room.ledgerLines()).toEqual(lines)
      databaseUrl = await store.databaseUrl()
      await writeFile(file(), whole)
      await writeFile(join(room.folder, 'desk.sqlite'), '')
      expect(codeOf(await openDesk({ ...room.options, databaseUrl }))).toBe('desk-on-sqlite')
    })
  })
})
