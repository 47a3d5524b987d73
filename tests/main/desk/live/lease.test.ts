import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Pool } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openLease, type LiveLeasesTable } from '../../../../src-main/desk/live/lease'
import { liveLeases } from '../../../../src-main/desk/migrations/0005-live-leases'
import { onPostgres } from '../on-postgres'
import { bodyWith, isLive, join, makeTable, settle, startProcess, STORY, storedTexts, texts, until, write, type Client, type Guests, type Process, type Table } from './room'
import { workingOf } from './working'

type Tables = Kysely<{ live_leases: LiveLeasesTable }>

const onSqlite = (file: string): Tables => {
  const database = new DatabaseSync(file, { timeout: 5000 })
  return new Kysely({
    dialect: new SqliteDialect({
      database: {
        close: () => database.close(),
        prepare: (sql) => {
          const statement = database.prepare(sql)
          const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[]
          return { reader: statement.columns().length > 0, all: (each) => statement.all(...values(each)), run: (each) => statement.run(...values(each)), iterate: (each) => statement.iterate(...values(each)) }
        },
      },
    }),
  })
}

const suite = (open: () => Promise<() => Tables>): void => {
  let connect: () => Tables
  let databases: Tables[]
  let table: Table
  let processes: Process[]
  let clients: Client[]
  const guests: Guests = { shen: { name: '沈牧', may: 'edit' }, gu: { name: '顾兰', may: 'edit' } }
  const database = (): Tables => {
    const db = connect()
    databases.push(db)
    return db
  }
  /** Longer than a busy machine keeps a process from keeping its lease; when it is over is said by `passed`. */
  const LASTS = 30_000
  let passed = 0
  /** A process of the desk, and how a window finds the one that holds the piece. */
  const start = async (name: string): Promise<Process> => {
    let url = ''
    const lease = openLease({ db: database(), process: name, url: () => url, now: () => new Date(Date.now() + passed).toISOString(), lasts: LASTS, kept: 100 })
    const process = await startProcess(table, guests, { lease })
    url = process.url
    processes.push(process)
    return process
  }
  const come = (process: () => Process, id: string): Client => {
    const client = join(process, id)
    clients.push(client)
    return client
  }

  beforeEach(async () => {
    connect = await open()
    passed = 0
    databases = []
    await liveLeases.up(database())
    table = makeTable(workingOf(bodyWith('第一段。', '第二段。')))
    processes = []
    clients = []
  })
  afterEach(async () => {
    for (const { session } of clients) session.close()
    for (const process of processes) await process.stop()
    for (const db of databases) await db.destroy()
  })

  it('is one process\'s at a time, and the next is told who has it', async () => {
    const now = { at: Date.parse('2026-03-12T10:00:00Z') }
    const leaseOf = (process: string) => openLease({ db: database(), process, url: () => `ws://${process}`, now: () => new Date(now.at).toISOString() })
    const [one, other] = [leaseOf('one'), leaseOf('other')]
    const takes = await Promise.all([one.take(STORY), other.take(STORY)])
    expect(takes.filter((take) => take.ok && take.value.owned)).toHaveLength(1)
    const [has, wants] = takes[0].ok && takes[0].value.owned ? [one, other] : [other, one]
    expect(await has.take(STORY)).toEqual({ ok: true, value: { owned: true } })
    expect(await wants.take(STORY)).toEqual({ ok: true, value: { owned: false, url: has === one ? 'ws://one' : 'ws://other' } })
    now.at += 10_000
    expect(await has.keep(STORY)).toBe(true)
    now.at += 10_000
    expect(await wants.take(STORY)).toMatchObject({ value: { owned: false } })
    now.at += 6_000
    expect(await wants.take(STORY)).toEqual({ ok: true, value: { owned: true } })
    expect(await has.keep(STORY)).toBe(false)
    await has.release(STORY)
    expect(await has.take(STORY)).toMatchObject({ value: { owned: false } })
    await wants.release(STORY)
    expect(await has.take(STORY)).toEqual({ ok: true, value: { owned: true } })
  })

  it('sends a window that knocks at another process to the one that holds the piece', async () => {
    const [first, second] = [await start('first'), await start('second')]
    const shen = come(() => first, 'shen')
    await isLive(shen)
    let knocked = second
    const gu = come(() => knocked, 'gu')
    await until(() => expect(gu.session.state().failure).toMatchObject({ code: 'live-elsewhere', details: { url: first.url } }))
    knocked = first
    await isLive(gu)
    write(gu, 0, 0, '找到了。')
    await settle(first, shen, gu)
    expect(texts(shen)[0]).toBe('找到了。第一段。')
  })

  it('passes to another process when its own dies, and what was not stored is merged', async () => {
    const [first, second] = [await start('first'), await start('second')]
    let knocked = first
    const [shen, gu] = [come(() => knocked, 'shen'), come(() => knocked, 'gu')]
    await isLive(shen, gu)
    write(shen, 0, 0, '存下的。')
    await settle(first, shen, gu)
    write(gu, 1, 0, '没存的。')
    await first.die()
    processes.shift()
    knocked = second
    // Who died still has it, until its time is over.
    await until(() => expect([shen, gu].map(({ session }) => session.state().failure?.code ?? '')).toContain('live-elsewhere'))
    passed += LASTS + 1000
    await isLive(shen, gu)
    await settle(second, shen, gu)
    expect(texts(gu)).toEqual(['存下的。第一段。', '没存的。第二段。'])
    expect(storedTexts(table)).toEqual(texts(gu))
  })

  it('is given up, stored, to a process that cuts a revision of the piece', async () => {
    const [first, second] = [await start('first'), await start('second')]
    const shen = come(() => first, 'shen')
    await isLive(shen)
    write(shen, 0, 0, '刚写的。')
    await until(() => expect(shen.session.state().unconfirmed).toBe(0))
    const cut = await second.live.cut(STORY)
    expect(JSON.stringify(cut)).toContain('刚写的。')
    await isLive(shen)
    expect(texts(shen)[0]).toBe('刚写的。第一段。')
  })
}

describe('the lease of a piece on SQLite', () => {
  const folders: string[] = []
  afterAll(async () => {
    for (const folder of folders) await rm(folder, { recursive: true })
  })
  suite(async () => {
    const folder = await mkdtemp(path(tmpdir(), 'stet-lease-'))
    folders.push(folder)
    return () => onSqlite(path(folder, 'desk.sqlite'))
  })
})

onPostgres('the lease of a piece on PostgreSQL', (store) => {
  suite(async () => {
    const address = await store.databaseUrl()
    return () => new Kysely({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: address, max: 3 }) }) })
  })
})
