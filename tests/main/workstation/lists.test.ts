import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { HeldLists } from '../../../src-shared/bridge/house'
import type { Row } from '../../../src-shared/proofing/house/row'
import { openRoom, until, type Room, type Station } from './room'

const banned = (word: string, note = ''): Row => ({ kind: 'banned', word, note })
const wordsOf = ({ rows }: Pick<HeldLists, 'rows'>): string[] => rows.map(({ word, note }) => word + note)
const baseOf = ({ version }: HeldLists) => version && { id: version.id, sha256: version.sha256 }

let room: Room
let reporter: Station
let chief: Station
let admin: Station
beforeAll(async () => {
  room = await openRoom()
  reporter = await room.station('shen', '沈牧', 'reporter')
  chief = await room.station('he', '何平', 'chief')
  admin = await room.station('xu', '许知行', 'admin')
}, 60_000)
afterEach(() => room.back())
afterAll(() => room.close())

const save = (station: Station, from: HeldLists, rows: Row[], reason = '例行增补') => station.ask('house.saveLists', { base: baseOf(from), rows, reason, passphrase: null })
const now = (station: Station): Promise<HeldLists> => station.ask('house.lists', null)

describe('the house\'s lists at a workstation', () => {
  it('are signed by one, and every other hears of it and reads them with the house\'s name', async () => {
    expect(await now(reporter)).toEqual({ version: null, rows: [], own: '江畔日报', asOf: null })
    const heard = reporter.events.length
    expect(await save(chief, await now(chief), [banned('最强'), banned('国家级')])).toMatchObject({ state: 'saved', merged: false, lists: { version: { number: 1, name: '何平', reason: '例行增补' } } })
    await until(() => Promise.resolve(reporter.events.slice(heard)), (events) => events.some(({ type }) => type === 'listsChanged'))
    expect(wordsOf(await now(reporter)).sort()).toEqual(['国家级', '最强'])
    expect(await reporter.code('house.saveLists', { base: baseOf(await now(reporter)), rows: [], reason: '不该', passphrase: null })).toBe('not-allowed')
  })

  it('saved by two editors at once are merged, and nothing of either is lost', async () => {
    const [mine, theirs] = [await now(chief), await now(admin)]
    expect(await save(admin, theirs, [...theirs.rows, banned('史上')])).toMatchObject({ state: 'saved', merged: false })
    const saved = await save(chief, mine, [...mine.rows.filter(({ word }) => word !== '最强'), banned('顶级')])
    expect(saved).toMatchObject({ state: 'saved', merged: true })
    expect(wordsOf(await now(reporter)).sort()).toEqual(['史上', '国家级', '顶级'])
    // Quicker still: the desk takes one and calls the other stale, which is merged and sent again.
    const before = await now(chief)
    const raced = await Promise.all([save(chief, before, [...before.rows, banned('极致')]), save(admin, before, [...before.rows, banned('首个')])])
    expect(raced.map(({ state }) => state)).toEqual(['saved', 'saved'])
    expect(wordsOf(await now(reporter))).toEqual(expect.arrayContaining(['极致', '首个', '史上', '国家级', '顶级']))
  })

  it('that both changed otherwise are put to who comes second; the choice is saved on the newest', async () => {
    const [mine, theirs] = [await now(chief), await now(admin)]
    const noted = (rows: Row[], note: string): Row[] => rows.map((row) => (row.word === '史上' ? banned('史上', note) : row))
    await save(admin, theirs, noted(theirs.rows, '广告法'))
    const asked = await save(chief, mine, [...noted(mine.rows, '编委会'), banned('空前')])
    if (asked.state !== 'conflicts') throw new Error('no conflict')
    expect(asked.conflicts).toEqual([{ key: 'banned 史上', base: banned('史上'), mine: banned('史上', '编委会'), theirs: banned('史上', '广告法') }])
    expect(asked.rows.map(({ word }) => word)).toContain('空前')
    expect(await save(chief, asked.lists, [...asked.rows, banned('史上', '编委会')])).toMatchObject({ state: 'saved', merged: false })
    expect(wordsOf(await now(admin))).toEqual(expect.arrayContaining(['史上编委会', '空前']))
  })

  it('saved without a change make no version', async () => {
    const before = await now(chief)
    expect(await save(chief, before, before.rows)).toMatchObject({ state: 'saved', lists: { version: { id: before.version?.id } } })
    expect((await now(chief)).version?.number).toBe(before.version?.number)
  })

  it('of earlier versions are there to look at', async () => {
    const versions = await reporter.ask('house.versions', null)
    expect(versions.map(({ number }) => number)).toEqual(versions.map((_, at) => versions.length - at))
    const first = versions.at(-1)
    expect(wordsOf(await reporter.ask('house.version', { sha256: first?.sha256 ?? '' })).sort()).toEqual(['国家级', '最强'])
    expect(await reporter.code('house.version', { sha256: '0'.repeat(64) })).toBe('lists-unknown')
  })

  it('are read while the desk is away as last heard, also by the next process; nothing is saved then', async () => {
    const before = await now(reporter)
    await room.away()
    expect(await now(reporter)).toMatchObject({ rows: before.rows, version: { id: before.version?.id } })
    expect((await now(reporter)).asOf).not.toBeNull()
    expect(await chief.code('house.saveLists', { base: baseOf(before), rows: [], reason: '离线', passphrase: null })).toBe('desk-unreachable')
    await reporter.restart()
    expect((await now(reporter)).version?.id).toBe(before.version?.id)
  })

  it('reject what was changed on this machine', async () => {
    const people = join(reporter.home, 'people')
    const file = join(people, (await readdir(people))[0] ?? '', 'desk', 'lists.json')
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('国家级', '国家队'))
    await room.away()
    expect(await reporter.code('house.lists', null)).toBe('lists-altered')
    await room.back()
    expect(wordsOf(await now(reporter))).toContain('国家级')
  })
})

describe('a table of lists', () => {
  it('is read in the encodings spreadsheets write, and says which lines are no entries', async () => {
    const gbk = Uint8Array.from([0xb4, 0xed, 0xb4, 0xca, 0x2c, 0xd5, 0xca, 0xba, 0xc5, 0x2c, 0xd5, 0xcb, 0xba, 0xc5]) // 错词,帐号,账号
    const head = new TextEncoder().encode('kind,word,right\r\n')
    const read = await chief.ask('house.readTable', { name: '用词.csv', kind: null, bytes: Uint8Array.from([...head, ...gbk]) })
    expect(read).toEqual({ rows: [{ kind: 'wrong', word: '帐号', right: ['账号'], except: [], note: '' }], faults: [], encoding: { name: 'gb18030', sure: false } })
    const marked = await chief.ask('house.readTable', { name: '禁用.csv', kind: 'banned', bytes: new TextEncoder().encode('\uFEFF最强\r\n\r\n\t\r\n国家级,广告法\r\n') })
    expect(marked.rows.map(({ word, note }) => word + note)).toEqual(['国家级广告法', '最强'])
    expect(await chief.code('house.readTable', { name: '用词.xlsx', kind: null, bytes: Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]) })).toBe('table-kind')
  })

  it('is written where packages are, and reads back as it was', async () => {
    const rows = [banned('+某'), banned('=最强')]
    const { path, name, bytes } = await chief.ask('house.writeTable', { title: '用词与名单', rows })
    expect(name).toMatch(/^\d{4}-\d\d-\d\d 用词与名单\.csv$/)
    expect(basename(path)).toBe(name)
    const written = await readFile(path)
    expect(written.length).toBe(bytes)
    expect((await chief.ask('house.readTable', { name, kind: null, bytes: new Uint8Array(written) })).rows).toEqual(rows)
  })
})
