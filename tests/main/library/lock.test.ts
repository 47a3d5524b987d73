import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { Photo } from '../../../src-shared/story/story'
import { aStory, codeOf, filesUnder, paragraph, temporaryFolder, value } from './builders'
import { makeMachine } from './places'

const recordOf = async (folder: string): Promise<Record<string, unknown>> => JSON.parse(await readFile(join(folder, 'open-by.json'), 'utf8')) as Record<string, unknown>
const bodyOf = (text: string) => ({ type: 'doc', content: [paragraph(text)] })

describe('a library says who has it open', () => {
  test('by machine, name and time, and by a beat that goes on', async () => {
    const folder = await temporaryFolder()
    const desk = makeMachine('desk')
    await desk.opened(folder)
    const first = await recordOf(folder)
    expect(first).toMatchObject({ host: 'desk', person: 'desk 的记者', process: process.pid, closed: false })
    await desk.pass(45)
    const later = await recordOf(folder)
    expect(later).toMatchObject({ token: first['token'], since: first['since'] })
    expect(Date.parse(String(later['beat'])) - Date.parse(String(first['beat']))).toBeGreaterThanOrEqual(40_000)
  })

  test('until it is closed, and says that too', async () => {
    const folder = await temporaryFolder()
    const place = await makeMachine('desk').opened(folder)
    await place.close()
    expect(await recordOf(folder)).toMatchObject({ closed: true })
    const next = await makeMachine('laptop').opened(folder)
    expect([next.status(), next.leftBy]).toEqual(['held', null])
  })

  test('to a second machine, which is refused and changes nothing', async () => {
    const folder = await temporaryFolder()
    const place = await makeMachine('desk').opened(folder)
    value(await place.library.create(aStory()))
    const before = await filesUnder(folder)
    const record = await recordOf(folder)
    expect(await makeMachine('laptop').open(folder)).toMatchObject({ ok: false, code: 'library-open-elsewhere', details: { host: 'desk', person: 'desk 的记者', since: record['since'], here: false } })
    expect(await filesUnder(folder)).toEqual(before)
    expect(await recordOf(folder)).toEqual(record)
  })

  test('to a second process of the same machine, however old its beat is: the system itself knows it lives', async () => {
    const folder = await temporaryFolder()
    const [one, two] = [makeMachine('desk', 'm1'), makeMachine('desk', 'm1')]
    await one.opened(folder)
    two.sleep(100_000)
    expect(await two.open(folder)).toMatchObject({ code: 'library-open-elsewhere', details: { here: true } })
  })

  test('and a process that died without a word keeps nobody out of its own machine', async () => {
    const folder = await temporaryFolder()
    const one = makeMachine('desk', 'm1')
    const place = await one.opened(folder)
    const record = await recordOf(folder)
    await place.close()
    // What a kill leaves: an open record with a fresh beat, and no lock of the system's.
    await writeFile(join(folder, 'open-by.json'), JSON.stringify({ ...record, process: 1 }))
    const next = await makeMachine('desk', 'm1').opened(folder)
    expect([next.status(), next.leftBy]).toEqual(['held', null])
  })

  test.each([
    ['nothing was heard of for over two minutes', 121],
    ['whose clock is far ahead of ours', -3600],
  ])('a machine %s is taken over by itself, with a note', async (_, seconds) => {
    const folder = await temporaryFolder()
    const place = await makeMachine('desk').opened(folder)
    const record = await recordOf(folder)
    await place.close()
    await writeFile(join(folder, 'open-by.json'), JSON.stringify(record))
    const laptop = makeMachine('laptop', 'm2', seconds)
    const next = await laptop.opened(folder)
    expect(next.status()).toBe('held')
    expect(next.leftBy).toMatchObject({ host: 'desk' })
    expect(await recordOf(folder)).toMatchObject({ host: 'laptop', epoch: 2 })
  })

  test('a machine heard of within two minutes is not', async () => {
    const folder = await temporaryFolder()
    await makeMachine('desk').opened(folder)
    expect(codeOf(await makeMachine('laptop', 'm2', 115).open(folder))).toBe('library-open-elsewhere')
  })

  test.each([
    ['not JSON', 'half a rec'],
    ['of another shape', '{"format":1,"token":"x"}'],
    ['empty', ''],
  ])('a record that is %s keeps nobody out', async (_, text) => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'stories'))
    await writeFile(join(folder, 'open-by.json'), text)
    expect((await makeMachine('desk').opened(folder)).status()).toBe('held')
  })
})

describe('a takeover', () => {
  const both = async () => {
    const folder = await temporaryFolder()
    const [desk, laptop] = [makeMachine('desk'), makeMachine('laptop')]
    const old = await desk.opened(folder)
    const story = aStory()
    value(await old.library.create(story))
    const fresh = await laptop.opened(folder, 'takeOver')
    return { folder, desk, laptop, old, fresh, story }
  }

  test('is noticed at the next save: the words become a copy beside the story, and the story is not touched', async () => {
    const { folder, old, fresh, story } = await both()
    const file = join(folder, 'stories', story.id, 'story.json')
    const before = await readFile(file, 'utf8')
    const refused = await old.library.save({ ...story, body: bodyOf('在旧机器上又写了一句。') }, 1)
    expect(refused).toMatchObject({ ok: false, code: 'library-taken-over', details: { host: 'laptop', name: '冲突副本：技能大赛' } })
    expect(await readFile(file, 'utf8')).toBe(before)
    expect(old.status()).toBe('lost')
    const [copy] = old.copies()
    expect(copy?.story).toBe(story.id)
    expect(value(await old.library.open(copy!.copy)).story.body).toMatchObject({ content: [{ content: [{ text: '在旧机器上又写了一句。' }] }] })
    // The new holder finds it in its list.
    expect(fresh.library.list()).toHaveLength(1)
    fresh.library.notice()
    expect(fresh.library.list().find(({ id }) => id === copy!.copy)).toMatchObject({ copyOf: story.id, slugline: '冲突副本：技能大赛' })
    expect(value(await fresh.library.save({ ...story, headline: '新机器' }, 1)).generation).toBe(2)
  })

  test('is found by the new holder though its folder came before its draft, as on a slow drive', async () => {
    const { folder, fresh, story } = await both()
    fresh.library.list()
    fresh.library.notice()
    const id = story.id.replace(/^......../, '0fdb5c11')
    const stories = join(folder, 'stories')
    await mkdir(join(stories, id))
    expect([fresh.library.notice(), fresh.library.notice()]).toEqual([false, false])
    const draft = await readFile(join(stories, story.id, 'story.json'), 'utf8')
    await writeFile(join(stories, id, 'story.json'), draft.replaceAll(story.id, id))
    expect([fresh.library.notice(), fresh.library.notice()]).toEqual([true, false])
    expect(fresh.library.list().map((row) => row.id).sort()).toEqual([story.id, id].sort())
  })

  test('is noticed at the next beat where nothing is saved', async () => {
    const { desk, old } = await both()
    expect(old.status()).toBe('held')
    const changes = desk.changes()
    await desk.pass(21)
    expect([old.status(), old.by()?.host]).toEqual(['lost', 'laptop'])
    expect(desk.changes()).toBeGreaterThan(changes)
  })

  test('keeps one copy a story, however often it is saved, and a second one where somebody wrote in the first', async () => {
    const { old, fresh, story } = await both()
    for (const text of ['一', '一二', '一二三']) expect(codeOf(await old.library.save({ ...story, body: bodyOf(text) }, 1))).toBe('library-taken-over')
    expect(old.copies()).toHaveLength(1)
    const { copy } = old.copies()[0]!
    fresh.library.notice()
    const opened = value(await fresh.library.open(copy))
    expect(opened.generation).toBe(3)
    value(await fresh.library.save({ ...opened.story, headline: '编辑改过' }, 3))
    expect(codeOf(await old.library.save({ ...story, body: bodyOf('一二三四') }, 1))).toBe('library-taken-over')
    expect(value(await fresh.library.open(copy)).story.headline).toBe('编辑改过')
    expect(old.copies().map((made) => made.copy)).toEqual([copy, expect.not.stringContaining(copy)])
  })

  test('a save that says nothing new is answered as saved, and makes no copy', async () => {
    const { old, story } = await both()
    expect(value(await old.library.save(story, 1)).generation).toBe(1)
    expect(old.copies()).toEqual([])
  })

  test('the copy has the photos, those added after the loss too', async () => {
    const { old, story } = await both()
    const photoOf = (bytes: Uint8Array): Photo => ({ sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/jpeg', width: 3, height: 2, bytes: bytes.byteLength, name: '现场.jpg' })
    const bytes = new TextEncoder().encode('taken after the loss')
    const photo = photoOf(bytes)
    await old.library.save({ ...story, headline: '先存一次' }, 1)
    expect(codeOf(await old.library.addPhoto(story.id, photo, bytes))).toBe('ok')
    await old.library.save({ ...story, photos: { [photo.sha256]: photo } }, 1)
    expect(new Uint8Array(value(await old.library.readPhoto(old.copies()[0]!.copy, photo.sha256)).bytes)).toEqual(bytes)
  })

  test.each<[string, (library: Awaited<ReturnType<typeof both>>['old']['library'], id: string) => Promise<unknown>]>([
    ['a new story', (library) => library.create(aStory())],
    ['the bin', (library, id) => library.bin(id)],
    ['a return from the bin', (library, id) => library.restore(id)],
  ])('rejects %s from the old holder', async (_, act) => {
    const { folder, old, story } = await both()
    const before = await filesUnder(join(folder, 'stories'))
    expect(await act(old.library, story.id)).toMatchObject({ ok: false, code: 'library-taken-over' })
    expect(await filesUnder(join(folder, 'stories'))).toEqual(before)
  })

  test('writes no index over the new holder’s, and leaves its record alone', async () => {
    const { folder, old, fresh, story } = await both()
    value(await fresh.library.save({ ...story, headline: '新标题' }, 1))
    await old.library.save({ ...story, headline: '旧标题' }, 1)
    await fresh.close()
    const index = (await readFile(join(folder, 'index.json'))).toString()
    const record = await recordOf(folder)
    await old.close()
    expect((await readFile(join(folder, 'index.json'))).toString()).toBe(index)
    expect(await recordOf(folder)).toEqual(record)
    expect(record).toMatchObject({ host: 'laptop', closed: true })
  })

  test('can be taken back, and then the first machine writes again', async () => {
    const { folder, desk, laptop, old, fresh, story } = await both()
    await old.library.save({ ...story, headline: '旧机器' }, 1)
    await old.close()
    const again = await desk.opened(folder, 'takeOver')
    expect(value(await again.library.save({ ...story, headline: '又回来了' }, 1)).generation).toBe(2)
    await laptop.pass(21)
    expect(fresh.status()).toBe('lost')
    expect(again.library.list().map(({ headline }) => headline)).toEqual(expect.arrayContaining(['旧机器', '又回来了']))
    expect(again.library.list()).toHaveLength(2)
  })

  test('of two machines at one moment leaves exactly one in possession', async () => {
    const folder = await temporaryFolder()
    const machines = [makeMachine('a'), makeMachine('b'), makeMachine('c')]
    const places = await Promise.all(machines.map((machine) => machine.opened(folder, 'takeOver')))
    for (let round = 0; round < 2; round += 1) for (const machine of machines) await machine.pass(21)
    expect(places.map((place) => place.status()).sort()).toEqual(['held', 'lost', 'lost'])
  })

  test('a beat written over the new record does not bring the old holder back', async () => {
    const { folder, desk, laptop, old, fresh } = await both()
    const taken = await recordOf(folder)
    // The old holder read its record just before the takeover and writes its beat just after.
    await writeFile(join(folder, 'open-by.json'), JSON.stringify({ ...taken, token: '00000000-0000-4000-8000-000000000000', host: 'desk', epoch: 1 }))
    await laptop.pass(21)
    expect([fresh.status(), await recordOf(folder)]).toMatchObject(['held', { host: 'laptop', epoch: 2 }])
    await desk.pass(21)
    expect(old.status()).toBe('lost')
  })
})

describe('a library opened to be read', () => {
  test('shows what the holder saves, refuses every change and writes nothing', async () => {
    const folder = await temporaryFolder()
    const holder = await makeMachine('desk').opened(folder)
    const story = aStory()
    value(await holder.library.create(story))
    const laptop = makeMachine('laptop')
    const before = await filesUnder(folder)
    const place = await laptop.opened(folder, 'read')
    expect([place.status(), place.by()?.host]).toEqual(['reading', 'desk'])
    expect(value(await place.library.open(story.id)).story).toEqual(story)
    for (const answer of [await place.library.save({ ...story, headline: '改' }, 1), await place.library.create(aStory()), await place.library.bin(story.id)]) expect(answer).toMatchObject({ ok: false, code: 'library-reading', details: { host: 'desk' } })
    await place.library.rebuildIndex()
    expect(await filesUnder(folder)).toEqual(before)
    value(await holder.library.save({ ...story, headline: '刚刚保存' }, 1))
    const second = aStory({ headline: '又一篇' })
    value(await holder.library.create(second))
    await laptop.pass(21)
    expect(place.library.list().map(({ headline }) => headline).sort()).toEqual(['刚刚保存', '又一篇'])
    await place.close()
    expect((await recordOf(folder))['host']).toBe('desk')
  })
})

describe('a folder that was unplugged', () => {
  const onDrive = async () => {
    const root = await temporaryFolder()
    const folder = join(root, 'drive')
    await mkdir(join(folder, 'stories'), { recursive: true })
    const desk = makeMachine('desk')
    const place = await desk.opened(folder, 'own', { must: true })
    const story = aStory()
    value(await place.library.create(story))
    return { folder, unplugged: join(root, 'unplugged'), desk, place, story }
  }

  test.each([
    ['gone', false],
    ['an empty mount point', true],
  ])('(%s) refuses saves by name, is never made anew, and takes them when it is back', async (_, empty) => {
    const { folder, unplugged, desk, place, story } = await onDrive()
    await rename(folder, unplugged)
    if (empty) await mkdir(folder)
    for (const answer of [await place.library.save({ ...story, headline: '没插' }, 1), await place.library.open(story.id)]) expect(answer).toMatchObject({ ok: false, code: 'library-away', details: { path: folder } })
    expect(place.status()).toBe('away')
    await desk.pass(21)
    expect(await readdir(folder).catch(() => 'gone')).toEqual(empty ? [] : 'gone')
    expect(place.library.list()).toHaveLength(1)
    if (empty) await rm(folder, { recursive: true })
    await rename(unplugged, folder)
    expect(value(await place.library.save({ ...story, headline: '插回来了' }, 1)).generation).toBe(2)
    expect(place.status()).toBe('held')
  })

  test('and opened by another meanwhile is lost when it is back', async () => {
    const { folder, unplugged, place, story } = await onDrive()
    await rename(folder, unplugged)
    expect(codeOf(await place.library.save({ ...story, headline: '没插' }, 1))).toBe('library-away')
    const laptop = makeMachine('laptop')
    const theirs = await laptop.opened(unplugged, 'takeOver', { must: true })
    value(await theirs.library.save({ ...story, headline: '在别处' }, 1))
    await theirs.close()
    await rename(unplugged, folder)
    expect(codeOf(await place.library.save({ ...story, headline: '没插' }, 1))).toBe('library-taken-over')
    expect(place.copies()).toHaveLength(1)
  })

  test('is not opened, nor made, where somebody chose it', async () => {
    const folder = join(await temporaryFolder(), 'nowhere')
    expect(await makeMachine('desk').open(folder, 'own', { must: true })).toMatchObject({ code: 'library-away', details: { path: folder } })
    await expect(stat(folder)).rejects.toThrow()
  })
})
