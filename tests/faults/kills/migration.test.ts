import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Migrator } from 'kysely/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openAsItIs } from '../../../src-main/desk/database'
import { openDesk } from '../../../src-main/desk/desk'
import { migrations } from '../../../src-main/desk/migrations'
import { valueOf } from '../../../src-shared/outcome'
import { makeStory, openNewsroom, type Newsroom } from '../../main/desk/newsroom'
import { killing, LONGEST } from './loop'
import { buildPrograms, type Programs } from './programs'

/** The forms an older Stet left its tables in: after accounts came, before the publishing queue, before hand-off. */
const OLDER = ['0003-people', '0006-live-lineage', '0011-embargo']

let programs: Programs
let room: Newsroom
let root = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'stet-kills-'))
  programs = await buildPrograms(['faults/kills/desk-opener.ts'])
  room = await openNewsroom()
  const [author, editor] = [await room.join('shen', '沈牧', 'reporter'), await room.join('gu', '顾岚', 'editor')]
  for (let number = 0; number < 12; number += 1) {
    const story = makeStory(randomUUID(), [], { headline: `第${String(number)}篇` })
    await room.clear(author, [editor], story)
    if (number % 2 === 0) valueOf(await editor.client.call('publish', { params: { story: story.id }, body: { destination: 'site' } }))
  }
  await room.desk().close()
}, 120_000)
afterAll(async () => {
  await programs.close()
  await room.close()
  await rm(root, { recursive: true, force: true })
})

type Rows = Record<string, string[]>
const tablesOf = (db: DatabaseSync): { name: string; columns: string[] }[] =>
  db.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%'").all().map((row) => {
    const name = String(row['name'])
    return { name, columns: db.prepare(`pragma table_info("${name}")`).all().map((column) => String(column['name'])) }
  })
/** Everything in the tables, in an order of its own. */
const everything = (folder: string): Rows => {
  const db = new DatabaseSync(join(folder, 'desk.sqlite'), { readOnly: true })
  const rows = Object.fromEntries(tablesOf(db).map(({ name }) => [name, db.prepare(`select * from "${name}"`).all().map((row) => JSON.stringify(row)).sort()]))
  db.close()
  return rows
}

/** A desk as an older Stet left it: its folder with the ledger, and tables of that form with the rows that fit them. */
const olderDesk = async (form: string): Promise<string> => {
  const folder = await mkdtemp(join(root, 'older-'))
  await cp(room.folder, folder, { recursive: true, filter: (path) => !path.includes('desk.sqlite') && !path.includes('.lock') })
  const kysely = openAsItIs(folder, null, () => undefined)
  const until = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= form))
  const { error } = await new Migrator({ db: kysely, provider: { getMigrations: () => Promise.resolve(until) } }).migrateToLatest()
  await kysely.destroy()
  if (error !== undefined) throw new Error(form, { cause: error })
  const db = new DatabaseSync(join(folder, 'desk.sqlite'))
  db.exec(`attach '${join(room.folder, 'desk.sqlite')}' as now; pragma foreign_keys = off`)
  const source = new DatabaseSync(join(room.folder, 'desk.sqlite'), { readOnly: true })
  const now = new Map(tablesOf(source).map(({ name, columns }) => [name, columns]))
  source.close()
  for (const { name, columns } of tablesOf(db)) {
    const both = columns.filter((column) => now.get(name)?.includes(column)).map((column) => `"${column}"`)
    db.exec(`delete from main."${name}"`)
    if (both.length > 0) db.exec(`insert into main."${name}" (${both.join()}) select ${both.join()} from now."${name}"`)
  }
  db.close()
  return folder
}
const opened = async (folder: string): Promise<Rows> => {
  // A desk that knew no policies yet puts its own on record, dated by its clock.
  const desk = valueOf(await openDesk({ ...room.options, folder, now: () => '2026-11-28T08:00:00.000Z' }))
  await desk.close()
  return everything(folder)
}

test.each(OLDER)('while tables of the form %s are brought to this one: they come out as if nobody had been killed', async (form) => {
  const older = await olderDesk(form)
  const copyOf = async (): Promise<string> => {
    const folder = await mkdtemp(join(root, 'copy-'))
    await cp(older, folder, { recursive: true })
    return folder
  }
  const whole = await opened(await copyOf())
  expect(whole['stories']).toHaveLength(12)
  await killing(`migrating from ${form}`, async () => {
    const folder = await copyOf()
    let times = 0
    let caught = false
    // Killed twice on the way, as by somebody who does not wait for it.
    for (; times < 2; times += 1) {
      const { said } = await programs.kill('desk-opener', [folder], Math.random() * 40)
      caught ||= !said.includes('open') && (await readdir(folder)).some((name) => name.endsWith('-wal'))
    }
    expect(await opened(folder)).toEqual(whole)
    await rm(folder, { recursive: true })
    return { acknowledged: 12, caught }
  })
}, LONGEST + 60_000)
