import { createHash, randomUUID } from 'node:crypto'
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { Piece } from '../../../src-shared/desk-api/pieces'
import type { Photo, Story } from '../../../src-shared/story/story'
import { plainVault } from '../../../src-main/durable/vault'
import { openLibrary } from '../../../src-main/library/library'
import { noNotes } from '../../../src-shared/story/notes'
import { pieceOf } from '../../support/standing'
import { aStory, codeOf, filesUnder, opened, ownDisk, paragraph, temporaryFolder, ticking, value } from './builders'

const sha = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const aPiece = (story: string): Piece => pieceOf({ story, authorKey: sha('key'), revision: { number: 1, sha256: sha('r') }, lastEvent: sha('e') }, {
  headline: '职工技能大赛开赛',
  slugline: '技能大赛',
  channel: ['工会'],
  byline: '本报记者 刘强',
  authorName: '刘强',
  characters: 12,
  photos: 0,
  submittedAt: '2026-11-22T08:00:00.000Z',
  waitingSince: '2026-11-22T08:00:00.000Z',
  reason: '',
  signedBy: '',
  signedAt: '',
  publications: [],
})

describe('a draft', () => {
  test('is there after the library was closed and opened again', async () => {
    const folder = await temporaryFolder()
    const first = await opened(folder)
    const story = aStory()
    expect(value(await first.create(story))).toMatchObject({ generation: 1 })
    const changed = { ...story, headline: '大赛闭幕', body: { type: 'doc', content: [paragraph('三百人参赛，五人获奖。')] } }
    const saved = value(await first.save(changed, 1))
    expect(saved.generation).toBe(2)
    await first.close()

    const second = await opened(folder)
    expect(value(await second.open(story.id))).toEqual({ story: changed, notes: noNotes, conflicts: [], generation: 2, changedAt: saved.savedAt, binnedAt: null, piece: null, recoveredFrom: null })
    expect(second.list()).toEqual([
      { id: story.id, slugline: '技能大赛', headline: '大赛闭幕', language: 'zh-CN', channel: ['工会', '地市工会'], byline: '本报记者 刘强', characters: 11, words: 0, photos: 0, changedAt: saved.savedAt, binnedAt: null, damaged: false, piece: null },
    ])
  })

  test('is compact JSON on the disk before save answers, with the generation before it beside it', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    value(await library.save({ ...story, headline: '二' }, 1))
    const file = join(folder, 'stories', story.id, 'story.json')
    const text = await readFile(file, 'utf8')
    expect(JSON.parse(text)).toMatchObject({ format: 1, generation: 2, story: { headline: '二' } })
    expect(text).toBe(JSON.stringify(JSON.parse(text)))
    expect(JSON.parse(await readFile(`${file}.previous`, 'utf8'))).toMatchObject({ generation: 1, story: { headline: story.headline } })
  })

  test('a stale generation is refused and writes nothing', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    value(await library.save({ ...story, headline: '二' }, 1))
    const file = join(folder, 'stories', story.id, 'story.json')
    const before = [await readFile(file, 'utf8'), (await stat(file)).mtimeMs]
    for (const generation of [0, 1, 3, 99]) expect(await library.save({ ...story, headline: '旧' }, generation)).toMatchObject({ ok: false, code: 'draft-stale', details: { generation: 2 } })
    expect([await readFile(file, 'utf8'), (await stat(file)).mtimeMs]).toEqual(before)
  })

  test('of two saves of one generation at once exactly one is taken', async () => {
    const library = await opened(await temporaryFolder())
    const story = aStory()
    value(await library.create(story))
    const answers = await Promise.all(['甲', '乙', '丙'].map((headline) => library.save({ ...story, headline }, 1)))
    expect(answers.map(codeOf)).toEqual(['ok', 'draft-stale', 'draft-stale'])
    expect(value(await library.open(story.id)).story.headline).toBe('甲')
  })

  test('saved by another process in between is not overwritten', async () => {
    const folder = await temporaryFolder()
    const [mine, other] = [await opened(folder), await opened(folder)]
    const story = aStory()
    value(await mine.create(story))
    value(await other.save({ ...story, headline: '另一窗口' }, 1))
    expect(codeOf(await mine.save({ ...story, headline: '我' }, 1))).toBe('draft-stale')
  })

  test('is kept in NFC, so two ways of typing é are one story', async () => {
    const library = await opened(await temporaryFolder())
    const story = aStory({ headline: 'Cafe\u0301' })
    value(await library.create(story))
    expect(value(await library.open(story.id)).story.headline).toBe('Caf\u00e9')
    value(await library.save({ ...story, headline: 'Re\u0301sume\u0301' }, 1))
    expect(value(await library.open(story.id)).story.headline).toBe('R\u00e9sum\u00e9')
  })

  test.each([
    ['an id that is taken', (story: Story) => story, 'story-exists'],
    ['a headline of 501', (story: Story) => ({ ...story, id: randomUUID(), headline: '长'.repeat(501) }), 'too-long'],
    ['a node the schema does not know', (story: Story) => ({ ...story, id: randomUUID(), body: { type: 'doc', content: [{ type: 'iframe' }] } }), 'body-invalid'],
    ['a newer schema', (story: Story) => ({ ...story, id: randomUUID(), schema: 99 }) as unknown as Story, 'story-newer'],
    ['an id that is a path', (story: Story) => ({ ...story, id: '../../elsewhere' }), 'story-invalid'],
  ])('create rejects %s', async (_, make, code) => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    const before = await filesUnder(folder)
    expect(codeOf(await library.create(make(story)))).toBe(code)
    expect(await filesUnder(folder)).toEqual(before)
  })

  test('rejects ids that are no story here, whatever they look like', async () => {
    const library = await opened(await temporaryFolder())
    for (const id of [randomUUID(), '../..', '', 'stories', 'a/b'])
      for (const answer of [await library.open(id), await library.bin(id), await library.restore(id), await library.setPiece(id, aPiece(randomUUID()))]) expect(codeOf(answer)).toBe('draft-missing')
    expect(codeOf(await library.save(aStory(), 1))).toBe('draft-missing')
    expect(codeOf(await library.readPhoto('../..', sha('x')))).toBe('draft-missing')
    expect(codeOf(library.photoFile('../..', sha('x')))).toBe('draft-missing')
  })

  test('goes to the bin and comes back, its words and generation untouched', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    value(await library.bin(story.id))
    const binned = value(await library.open(story.id))
    expect(binned).toMatchObject({ story, generation: 1 })
    expect(binned.binnedAt).not.toBeNull()
    value(await library.bin(story.id))
    expect(library.list()[0]?.binnedAt).toBe(binned.binnedAt)
    await library.close()
    const again = await opened(folder)
    expect(again.list()[0]?.binnedAt).toBe(binned.binnedAt)
    value(await again.restore(story.id))
    expect(again.list()[0]?.binnedAt).toBeNull()
    expect(value(await again.save(story, 1)).generation).toBe(2)
  })

  test('keeps the desk’s last word through later saves, and a word makes no generation', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    value(await library.setPiece(story.id, aPiece(story.id)))
    expect(value(await library.save({ ...story, headline: '改' }, 1)).generation).toBe(2)
    await library.close()
    const again = await opened(folder)
    expect(again.list()[0]?.piece).toEqual(aPiece(story.id))
    expect(value(await again.open(story.id))).toMatchObject({ generation: 2, piece: aPiece(story.id) })
  })

  test('a word of the desk this build does not understand does not make the draft unreadable', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    const file = join(folder, 'stories', story.id, 'story.json')
    await writeFile(file, JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), piece: { of: 'tomorrow' } }))
    expect(value(await library.open(story.id))).toMatchObject({ story, piece: null, recoveredFrom: null })
  })

  test('nothing is written once the library is closed', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.create(story))
    const saving = library.save({ ...story, headline: '最后' }, 1)
    await Promise.all([library.close(), saving])
    expect(codeOf(await library.save(story, 2))).toBe('library-closed')
    expect((await opened(folder)).list()[0]?.headline).toBe('最后')
  })
})

describe('the list', () => {
  test('has the newest change first', async () => {
    const library = await opened(await temporaryFolder())
    const stories = ['一', '二', '三'].map((headline) => aStory({ headline }))
    for (const story of stories) value(await library.create(story))
    expect(library.list().map(({ headline }) => headline)).toEqual(['三', '二', '一'])
    value(await library.save(stories[0]!, 1))
    expect(library.list().map(({ headline }) => headline)).toEqual(['一', '三', '二'])
  })
})

describe('photos of a story', () => {
  const bytes = new TextEncoder().encode('not decoded here')
  const photo: Photo = { sha256: sha(bytes), mediaType: 'image/jpeg', width: 3, height: 2, bytes: bytes.byteLength, name: '现场.jpg' }

  test('are one file a digest, also before the story is created, and leave the story alone', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    value(await library.addPhoto(story.id, photo, bytes))
    value(await library.addPhoto(story.id, { ...photo, name: 'again.jpg' }, bytes))
    expect(library.list()).toEqual([])
    value(await library.create(story))
    expect(await filesUnder(join(folder, 'stories'))).toEqual([`${story.id}/photos/${photo.sha256}.jpg`, `${story.id}/story.json`])
    expect(value(await library.readPhoto(story.id, photo.sha256))).toEqual({ bytes: Buffer.from(bytes), mediaType: 'image/jpeg' })
    expect(value(library.photoFile(story.id, photo.sha256))).toBe(join(folder, 'stories', story.id, 'photos', `${photo.sha256}.jpg`))
    expect(value(await library.open(story.id)).story.photos).toEqual({})
  })

  test('a changed file is photo-damaged, and bringing the photo again mends it', async () => {
    const library = await opened(await temporaryFolder())
    const { id } = aStory()
    value(await library.addPhoto(id, photo, bytes))
    await writeFile(value(library.photoFile(id, photo.sha256)), 'changed')
    expect(codeOf(await library.readPhoto(id, photo.sha256))).toBe('photo-damaged')
    value(await library.addPhoto(id, photo, bytes))
    expect(codeOf(await library.readPhoto(id, photo.sha256))).toBe('ok')
  })

  test('rejects bytes that are not what the digest names, and digests that are paths', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const { id } = aStory()
    expect(codeOf(await library.addPhoto(id, photo, new Uint8Array([1])))).toBe('photo-damaged')
    expect(codeOf(await library.addPhoto('../up', photo, bytes))).toBe('draft-missing')
    expect(await filesUnder(join(folder, 'stories'))).toEqual([])
    for (const name of [photo.sha256, '../story', '']) {
      expect(codeOf(await library.readPhoto(id, name))).toBe('photo-missing')
      expect(codeOf(library.photoFile(id, name))).toBe('photo-missing')
    }
  })
})

describe('a place that may not be written', () => {
  test('is library-read-only where the path runs through a file', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    expect(await openLibrary({ folder: join(folder, 'file', 'library'), vault: plainVault, now: ticking() })).toMatchObject({ ok: false, code: 'library-read-only', details: { path: join(folder, 'file', 'library') } })
  })

  test.skipIf(process.platform !== 'linux')('is library-read-only where the system keeps the folder', async () => {
    expect(codeOf(await openLibrary({ folder: '/proc/stet', vault: plainVault, now: ticking() }))).toBe('library-read-only')
  })

  test('is library-read-only on a disk mounted read-only, whatever it holds', async ({ skip }) => {
    const disk = await ownDisk('size=1m')
    if (disk === null) return skip()
    const library = value(await openLibrary({ folder: disk, vault: plainVault, now: ticking() }))
    value(await library.create(aStory()))
    await library.close()
    const { execFileSync } = await import('node:child_process')
    execFileSync('mount', ['-o', 'remount,ro', disk])
    expect(await openLibrary({ folder: disk, vault: plainVault, now: ticking() })).toMatchObject({ ok: false, code: 'library-read-only', details: { path: disk, reason: 'folder-read-only' } })
  })
})

describe('a full disk', () => {
  test('refuses the save, keeps the old generation, leaves no temporary file, and goes on once there is room', async ({ skip }) => {
    const disk = await ownDisk('size=1m')
    if (disk === null) return skip()
    const folder = join(disk, 'library')
    const library = value(await openLibrary({ folder, vault: plainVault, now: ticking() }))
    const story = aStory()
    value(await library.create(story))
    const second = value(await library.save({ ...story, headline: '二' }, 1))
    const before = await filesUnder(folder)
    await writeFile(join(disk, 'filler'), Buffer.alloc(2_000_000)).catch(() => undefined)
    const long = { ...story, headline: '三', body: { type: 'doc', content: [paragraph('长'.repeat(5000))] } }
    expect(codeOf(await library.save(long, 2))).toBe('disk-full')
    const bytes = Buffer.alloc(5000, 1)
    expect(codeOf(await library.addPhoto(story.id, { sha256: sha(bytes), mediaType: 'image/png', width: 1, height: 1, bytes: 5000, name: 'x' }, bytes))).toBe('disk-full')
    expect(await filesUnder(folder)).toEqual(before)
    await library.close()

    const full = value(await openLibrary({ folder, vault: plainVault, now: ticking() }))
    expect(value(await full.open(story.id))).toMatchObject({ generation: 2, changedAt: second.savedAt, story: { headline: '二' }, recoveredFrom: null })
    expect(full.list().map(({ headline }) => headline)).toEqual(['二'])
    expect(codeOf(await full.save(long, 2))).toBe('disk-full')
    await rm(join(disk, 'filler'))
    expect(value(await full.save(long, 2)).generation).toBe(3)
    await full.close()
    const after = value(await openLibrary({ folder, vault: plainVault, now: ticking() }))
    expect(after.list().map(({ headline }) => headline)).toEqual(['三'])
    await after.close()
  })
})

test('a library copied elsewhere is the same library', async () => {
  const folder = await temporaryFolder()
  const library = await opened(join(folder, 'a'))
  const story = aStory()
  value(await library.create(story))
  await library.close()
  await cp(join(folder, 'a'), join(folder, 'b'), { recursive: true })
  const copy = await opened(join(folder, 'b'))
  expect(copy.list().map(({ id }) => id)).toEqual([story.id])
  expect(value(await copy.open(story.id)).story).toEqual(story)
})
