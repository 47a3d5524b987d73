import { copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import { openHistory } from '../../../src-main/library/history/history'
import { keepingReturns } from '../../../src-main/library/history/returns'
import { sealedVault } from '../../../src-main/vault/sealed-vault'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { codeOf, filesUnder, temporaryFolder, value } from './builders'
import { pieceOf } from '../../support/standing'
import { aStory, bodyOf, goOn, historyRoom, kept, MINUTE, standing, told, write } from './history-room'

const versionFiles = async (folder: string, id: string): Promise<string[]> => (await readdir(join(folder, 'stories', id, 'history')).catch(() => [])).filter((name) => name.endsWith('.version')).sort()

describe('a version is kept', () => {
  test('of what stood before the first edit of a session, and not before the edits after it', async () => {
    const { library, history } = await historyRoom(await temporaryFolder())
    const story = aStory({ body: bodyOf('开头') })
    value(await library.create(story))
    const opened = value(await library.open(story.id))
    let generation = await goOn(library, story, opened.generation, '开头，第一次')
    generation = await goOn(library, story, generation, '开头，第一次改')
    expect(await told(history, story.id)).toEqual(['imported 开头'])
    // Opened again: the next session.
    value(await library.open(story.id))
    await goOn(library, story, generation, '开头，第二次')
    expect(await told(history, story.id)).toEqual(['opened 开头，第一次改', 'imported 开头'])
    const { versions } = value(await history.list(story.id))
    expect(versions[0]).toMatchObject({ by: '沈牧', generation: 3, characters: 7, photos: 0 })
  })

  test('never of an empty new story, nor of one that is only opened', async () => {
    const folder = await temporaryFolder()
    const { library, history } = await historyRoom(folder)
    const story = aStory({ headline: '', body: bodyOf('') })
    const blank = { ...story, body: { type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'p0' } }] } }
    value(await library.create(blank))
    await write(library, story, '写起来')
    expect(await told(history, story.id)).toEqual([])
    value(await library.open(story.id))
    expect(value(await history.list(story.id))).toEqual({ versions: [], damaged: [] })
    expect(await filesUnder(join(folder, 'stories', story.id))).toEqual(['story.json', 'story.json.previous'])
  })

  test('as the person works, at most every five minutes, also where the clock was set back', async () => {
    const clock = standing()
    const { library, history } = await historyRoom(await temporaryFolder(), clock)
    const story = aStory({ body: bodyOf('零') })
    value(await library.create(story))
    let generation = value(await library.open(story.id)).generation
    const steps: [number, string][] = [[0, '一'], [4 * MINUTE, '二'], [2 * MINUTE, '三'], [MINUTE, '四'], [-600 * MINUTE, '五'], [MINUTE, '六'], [5 * MINUTE, '七']]
    for (const [ms, text] of steps) {
      clock.pass(ms)
      generation = await goOn(library, story, generation, text)
    }
    expect(await told(history, story.id)).toEqual(['working 七', 'working 五', 'working 三', 'imported 零'])
  })

  test('of what a save takes much away from, before it does', async () => {
    const { library, history } = await historyRoom(await temporaryFolder())
    const [long, other] = ['晨雾散去，渡轮靠岸。'.repeat(30), '夜校亮灯，学员到齐。'.repeat(30)]
    const story = aStory({ body: bodyOf(long, other) })
    value(await library.create(story))
    let generation = value(await library.open(story.id)).generation
    generation = await goOn(library, story, generation, long, `${other}完`)
    // A paragraph is moved, split and joined again: nothing is gone.
    generation = await goOn(library, story, generation, `${other}完`, long)
    const half = long.length / 2
    generation = value(await library.save({ ...story, body: { type: 'doc', content: [kept('p0', `${other}完`), kept('p1', long.slice(0, half)), kept('new', long.slice(half))] } }, generation)).generation
    expect(await told(history, story.id)).toHaveLength(1)
    generation = await goOn(library, story, generation, `${other}完`)
    const after = await told(history, story.id)
    expect(after).toEqual([`working ${other}完`, `imported ${long}`])
    expect(value(await history.read(story.id, value(await history.list(story.id)).versions[0]!.id)).story.body.content).toHaveLength(3)
    // The same length of quite other text is just as much gone.
    await goOn(library, story, generation, `${long}！`)
    expect(await told(history, story.id)).toHaveLength(3)
  })

  test('of a story that loses a picture', async () => {
    const { library, history } = await historyRoom(await temporaryFolder())
    const picture = { type: 'photo', attrs: { blockId: 'f', photo: 'a'.repeat(64) } }
    const story = aStory({ body: { type: 'doc', content: [kept('p0', '江边'), picture] }, photos: { ['a'.repeat(64)]: { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', width: 1, height: 1, bytes: 1, name: 'a.jpg' } } })
    value(await library.create(story))
    let { generation } = value(await library.open(story.id))
    generation = value(await library.save({ ...story, slugline: '改' }, generation)).generation
    await goOn(library, story, generation, '江边')
    const { versions } = value(await history.list(story.id))
    expect(versions.map(({ cause, photos }) => [cause, photos])).toEqual([['working', 1], ['imported', 1]])
    expect(value(await history.photos(story.id))).toEqual(new Set(['a'.repeat(64)]))
  })

  test('of a return, once, and before the return itself is kept', async () => {
    const clock = standing()
    const { library, history } = await historyRoom(await temporaryFolder(), clock)
    const story = aStory()
    value(await library.create(story))
    const piece = (state: 'inReview' | 'returned', lastEvent: string): Piece => pieceOf({ story: story.id, state, lastEvent: lastEvent.repeat(64) })
    const told = async (): Promise<string[]> => value(await history.list(story.id)).versions.map(({ cause }) => cause)
    const keeping = keepingReturns(library, history, clock)
    value(await history.keep(story, 1, { cause: 'submitted', at: clock.now(), by: '沈牧' }))
    value(await keeping.setPiece(story.id, piece('inReview', 'c')))
    expect(await told()).toEqual(['submitted'])
    value(await keeping.setPiece(story.id, piece('returned', 'd')))
    value(await keeping.setPiece(story.id, piece('returned', 'd')))
    expect(await told()).toEqual(['returned', 'submitted'])
    // Killed between the version and the word: told again, it is not kept twice.
    value(await library.setPiece(story.id, piece('inReview', 'c')))
    value(await keeping.setPiece(story.id, piece('returned', 'd')))
    expect(await told()).toEqual(['returned', 'submitted'])
  })
})

describe('what is kept', () => {
  test('is small, says whose digest it is, and holds the same text once', async () => {
    const folder = await temporaryFolder()
    const clock = standing()
    const { library, history } = await historyRoom(folder, clock)
    const story = aStory({ body: bodyOf(...Array.from({ length: 200 }, (_, index) => `第${index}段：昨日，三百名职工在江边同场竞技。`)) })
    value(await library.create(story))
    const first = value(await history.keep(story, 1, { cause: 'submitted', at: clock.now(), by: '沈牧' }))
    const again = value(await history.keep(story, 1, { cause: 'named', at: clock.now(), by: '沈牧', label: '交稿' }))
    expect(value(await history.keep(story, 1, { cause: 'working', at: clock.now(), by: '沈牧' }))).toBeNull()
    expect(again).toMatchObject({ sha256: first?.sha256, label: '交稿' })
    const sizes = await Promise.all((await versionFiles(folder, story.id)).map(async (name) => (await stat(join(folder, 'stories', story.id, 'history', name))).size))
    expect(sizes).toHaveLength(2)
    expect(sizes[0]).toBeLessThan(JSON.stringify(story).length / 5)
    expect(sizes[1]).toBeLessThan(600)
    for (const version of [first, again]) expect(value(await history.read(story.id, version!.id)).story).toEqual(story)
  })

  test('is listed from its files where the list is gone, old or nonsense', async () => {
    const folder = await temporaryFolder()
    const { library, history } = await historyRoom(folder)
    const story = aStory({ body: bodyOf('一') })
    value(await library.create(story))
    await write(library, story, '二')
    await write(library, story, '三')
    const before = value(await history.list(story.id))
    expect(before.versions).toHaveLength(2)
    const list = join(folder, 'stories', story.id, 'history', 'list.json')
    for (const spoil of [() => rm(list, { force: true }), () => writeFile(list, 'nonsense'), async () => writeFile(list, (await readFile(list, 'utf8')).replaceAll('沈牧', '别人').replace(/"bytes":\d+/g, '"bytes":1'))]) {
      await spoil()
      expect(value(await history.list(story.id))).toEqual(before)
    }
  })

  test('that is damaged is named and skipped, and the draft goes on', async () => {
    const folder = await temporaryFolder()
    const { library, history } = await historyRoom(folder)
    const story = aStory({ body: bodyOf('一') })
    value(await library.create(story))
    await write(library, story, '二')
    await write(library, story, '三')
    const { versions } = value(await history.list(story.id))
    const file = (id: string): string => join(folder, 'stories', story.id, 'history', `${id}.version`)
    const [newest, oldest] = versions
    const bytes = await readFile(file(oldest!.id))
    bytes[bytes.length - 3]! ^= 1
    await writeFile(file(oldest!.id), bytes)
    await writeFile(file(newest!.id), 'nothing of it is left')
    const spoiled = value(await history.list(story.id))
    expect(spoiled.damaged).toEqual([`${newest!.id}.version`])
    expect(spoiled.versions.map(({ id }) => id)).toEqual([oldest!.id])
    expect(await history.read(story.id, oldest!.id)).toMatchObject({ ok: false, code: 'version-damaged', details: { version: oldest!.id } })
    await write(library, story, '四')
    expect(value(await history.read(story.id, value(await history.list(story.id)).versions[0]!.id)).story.body).toEqual(bodyOf('三'))
    expect(await versionFiles(folder, story.id)).toHaveLength(3)
  })

  test('cannot be had by a name that is not one', async () => {
    const { library, history } = await historyRoom(await temporaryFolder())
    const story = aStory()
    value(await library.create(story))
    for (const name of ['../story.json', '000001-00000000', '', 'list']) expect(codeOf(await history.read(story.id, name))).toBe('version-missing')
    expect(codeOf(await history.list('..'))).toBe('draft-missing')
  })

  test('keeps a name given later, and loses it again', async () => {
    const { library, history } = await historyRoom(await temporaryFolder())
    const story = aStory({ body: bodyOf('一') })
    value(await library.create(story))
    await write(library, story, '二')
    const { id } = value(await history.list(story.id)).versions[0]!
    value(await history.name(story.id, id, '采访前'))
    expect(value(await history.list(story.id)).versions[0]).toMatchObject({ id, label: '采访前', cause: 'imported' })
    expect(value(await history.read(story.id, id)).story).toEqual(story)
    value(await history.name(story.id, id, ''))
    expect(value(await history.list(story.id)).versions[0]?.label).toBe('')
  })

  test('can be looked at, and not changed, in a library that is open to be read', async () => {
    const folder = await temporaryFolder()
    const { library, history, close } = await historyRoom(folder)
    const story = aStory({ body: bodyOf('一') })
    value(await library.create(story))
    await write(library, story, '二')
    const { versions } = value(await history.list(story.id))
    await close()
    await copyFile(join(folder, 'stories', story.id, 'story.json'), join(folder, 'stories', story.id, 'story.json.before-2'))
    await rm(join(folder, 'stories', story.id, 'history', 'list.json'))
    const before = await filesUnder(folder)
    const reader = openHistory({ stories: join(folder, 'stories'), vault: plainVault, now: standing().now, by: '沈牧', reading: () => true })
    expect(value(await reader.list(story.id)).versions).toEqual(versions)
    expect(value(await reader.read(story.id, versions[0]!.id)).story).toEqual(story)
    expect(codeOf(await reader.name(story.id, versions[0]!.id, '初稿'))).toBe('library-reading')
    expect(codeOf(await reader.keep(story, 1, { cause: 'named', at: '2026-11-22T08:00:00Z', by: '', label: '' }))).toBe('library-reading')
    expect(await filesUnder(folder)).toEqual(before)
  })

  test('does not come back with a story that was deleted meanwhile', async () => {
    const folder = await temporaryFolder()
    const { library, history } = await historyRoom(folder)
    const story = aStory({ body: bodyOf('一') })
    value(await library.create(story))
    value(await library.bin(story.id))
    value(await library.remove(story.id))
    expect(value(await history.keep(story, 1, { cause: 'named', at: '2026-11-22T08:00:00Z', by: '', label: '' }))).toBeNull()
    expect(await readdir(join(folder, 'stories'))).toEqual([])
  })
})

describe('a save', () => {
  test('that was answered but whose version was not yet written gives it at the next opening', async () => {
    const folder = await temporaryFolder()
    const story = aStory({ body: bodyOf('一') })
    const first = await historyRoom(folder)
    value(await first.library.create(story))
    await write(first.library, story, '二')
    await first.close()
    // What a kill leaves: the draft has gone on twice, the one before it is still held.
    await copyFile(join(folder, 'stories', story.id, 'story.json'), join(folder, 'stories', story.id, 'story.json.before-2'))
    const draft = JSON.parse(await readFile(join(folder, 'stories', story.id, 'story.json'), 'utf8')) as Record<string, unknown>
    await writeFile(join(folder, 'stories', story.id, 'story.json'), JSON.stringify({ ...draft, generation: 4, story: { ...story, body: bodyOf('四') } }))
    const second = await historyRoom(folder)
    expect(await told(second.history, story.id)).toEqual(['opened 二', 'imported 一'])
    expect((await readdir(join(folder, 'stories', story.id))).sort()).toEqual(['history', 'story.json', 'story.json.previous'])
  })

  test('goes on where the history cannot be written', async () => {
    const folder = await temporaryFolder()
    const { library, history } = await historyRoom(folder)
    const story = aStory({ body: bodyOf('一') })
    value(await library.create(story))
    await writeFile(join(folder, 'stories', story.id, 'history'), 'a file stands where the folder should')
    await write(library, story, '二')
    await write(library, story, '三')
    expect(value(await library.open(story.id)).story.body).toEqual(bodyOf('三'))
    expect(value(await history.list(story.id)).versions).toEqual([])
    expect(codeOf(await history.keep(story, 1, { cause: 'named', at: '2026-11-22T08:00:00Z', by: '', label: '' }))).toBe('write-failed')
    await rm(join(folder, 'stories', story.id, 'history'))
    // Nothing was lost meanwhile: what the saves held is still there.
    expect(await told(history, story.id)).toEqual(['opened 二', 'imported 一'])
  })

  test('in a sealed library leaves no word of a version readable', async () => {
    const folder = await temporaryFolder()
    const vault = sealedVault({ root: folder, key: Buffer.alloc(32, 7), phase: () => 'sealed' })
    const { library, history } = await historyRoom(folder, standing(), vault)
    const story = aStory({ headline: 'PLAINHEADLINE', body: bodyOf('PLAINWORDS one') })
    value(await library.create(story))
    await write(library, story, 'PLAINWORDS two')
    value(await history.keep(story, 2, { cause: 'named', at: '2026-11-22T08:00:00Z', by: 'PLAINPERSON', label: 'PLAINLABEL' }))
    expect(await told(history, story.id)).toEqual(['named PLAINWORDS one', 'imported PLAINWORDS one'])
    const files = await filesUnder(folder)
    expect(files.some((name) => name.endsWith('.version'))).toBe(true)
    for (const name of files) expect((await readFile(join(folder, name))).includes('PLAIN'), name).toBe(false)
  })
})
