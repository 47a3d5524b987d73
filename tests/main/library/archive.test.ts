import { randomUUID } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import type { Library } from '../../../src-main/library/library'
import { Fault } from '../../../src-shared/outcome'
import { entriesOf, exported, imported, photoOf, putFile, sha } from './archives'
import { aStory, codeOf, filesUnder, opened, ownDisk, paragraph, temporaryFolder, value } from './builders'

/** A library of three stories: one with a photo and a history, one binned with the same photo, one plain; closed. */
const aLibrary = async () => {
  const folder = await temporaryFolder()
  const library = await opened(folder)
  const { photo, bytes } = photoOf('the same picture')
  const [first, second, third] = [aStory({ headline: '一', photos: { [photo.sha256]: photo } }), aStory({ headline: '二', photos: { [photo.sha256]: photo } }), aStory({ headline: '三' })]
  for (const story of [first, second]) value(await library.addPhoto(story.id, photo, bytes))
  for (const story of [first, second, third]) value(await library.create(story))
  value(await library.save({ ...first, deck: '改过一次' }, 1))
  value(await library.bin(second.id))
  await putFile(folder, first.id, 'history/0001.json', '{"an":"older version"}')
  await library.close()
  return { folder, photo, bytes, first: { ...first, deck: '改过一次' }, second, third }
}

const factsOf = async (library: Library) => {
  const facts = []
  for (const { id, binnedAt } of library.list()) {
    const draft = value(await library.open(id))
    const photos = await Promise.all(Object.keys(draft.story.photos).map(async (digest) => sha(value(await library.readPhoto(id, digest)).bytes)))
    facts.push({ ...draft, binnedAt, photos })
  }
  return facts.sort((a, b) => (a.story.id < b.story.id ? -1 : 1))
}

describe('an archive of a library', () => {
  test('has every file of every story, each photo once, in one order, and last a manifest with every digest', async () => {
    const { folder, photo, bytes, first, second, third } = await aLibrary()
    const file = join(await temporaryFolder(), 'a.stet-library.zip')
    const counts = value(await exported(folder, file))
    const entries = await entriesOf(file)
    const manifest = JSON.parse(entries.get('manifest.json')!.toString()) as { files: { path: string; bytes: number; sha256: string }[]; stories: unknown[]; counts: object }
    expect([...entries.keys()].at(-1)).toBe('manifest.json')
    expect(manifest.files.map(({ path }) => path)).toEqual([...entries.keys()].slice(0, -1))
    for (const { path, bytes: size, sha256 } of manifest.files) expect([entries.get(path)!.length, sha(entries.get(path)!)]).toEqual([size, sha256])
    expect(entries.get(`photos/${photo.sha256}.jpg`)!.equals(bytes)).toBe(true)
    expect([...entries.keys()].filter((name) => name.startsWith('photos/'))).toHaveLength(1)
    expect(entries.get(`stories/${first.id}/history/0001.json`)!.toString()).toBe('{"an":"older version"}')
    expect(manifest.stories).toEqual([first.id, second.id, third.id].sort().map((id) => ({ id, photos: id === third.id ? [] : [`${photo.sha256}.jpg`] })))
    expect(counts).toEqual({ ...manifest.counts, left: [] })
    expect(counts).toMatchObject({ stories: 3, binned: 1, photos: 1 })
  })

  test('is the same bytes each time, and counts its progress to the end', async () => {
    const { folder } = await aLibrary()
    const into = await temporaryFolder()
    const seen: [number, number][] = []
    value(await exported(folder, join(into, '1.zip'), { progress: (...step) => seen.push(step) }))
    value(await exported(folder, join(into, '2.zip')))
    expect((await readFile(join(into, '1.zip'))).equals(await readFile(join(into, '2.zip')))).toBe(true)
    expect(seen[0]![0]).toBe(0)
    expect(seen.at(-1)![0]).toBe(seen.at(-1)![1])
    expect(seen.length).toBe(4)
  })

  test('stopped in the middle leaves no file behind', async () => {
    const { folder } = await aLibrary()
    const into = await temporaryFolder()
    const stop = new AbortController()
    const answer = await exported(folder, join(into, 'a.zip'), { signal: stop.signal, progress: (done) => { if (done > 0) stop.abort() } })
    expect(codeOf(answer)).toBe('cancelled')
    expect(await readdir(into)).toEqual([])
  })

  test('for which the disk has no room leaves no file behind and the old one whole', async (context) => {
    const disk = await ownDisk('size=160k')
    if (disk === null) return context.skip()
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    // Random letters, which do not pack.
    value(await library.create({ ...story, body: { type: 'doc', content: [paragraph(Array.from({ length: 12_000 }, () => randomUUID()).join(''))] } }))
    await writeFile(join(disk, 'a.zip'), 'the old one')
    expect(codeOf(await exported(folder, join(disk, 'a.zip')))).toBe('disk-full')
    expect(await readdir(disk)).toEqual(['a.zip'])
    expect(await readFile(join(disk, 'a.zip'), 'utf8')).toBe('the old one')
  })

  test('names what could not be read, and has the rest', async () => {
    const { folder, photo, first, second } = await aLibrary()
    for (const { id } of [first, second]) await putFile(folder, id, `photos/${photo.sha256}.jpg`, 'damaged')
    const broken = { ...plainVault, read: (file: string) => (file.endsWith('0001.json') ? Promise.reject(new Fault('seal-broken', 'x')) : plainVault.read(file)) }
    const file = join(await temporaryFolder(), 'a.zip')
    const { left, stories } = value(await exported(folder, file, { vault: broken }))
    expect(stories).toBe(3)
    expect(left.map(({ place, code }) => [place.split('/').slice(2).join('/'), code])).toEqual(
      expect.arrayContaining([[`photos/${photo.sha256}.jpg`, 'photo-damaged'], ['history/0001.json', 'file-unreadable']]),
    )
    expect(codeOf(await imported(file, await opened(await temporaryFolder())))).toBe('ok')
  })

  test('of a library read through a vault is plain, and goes through the other’s vault on its way in', async () => {
    const turned = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a)
    const vault = { ...plainVault, sealed: true, write: (file: string, data: string | Uint8Array, options?: { previous?: boolean }) => plainVault.write(file, turned(typeof data === 'string' ? new TextEncoder().encode(data) : data), options), read: async (file: string) => turned(await plainVault.read(file)), readSync: (file: string) => turned(plainVault.readSync(file)) }
    const folder = await temporaryFolder()
    const library = await opened(folder, { vault })
    const { photo, bytes } = photoOf('a picture')
    const story = aStory({ headline: '密封的稿件', photos: { [photo.sha256]: photo } })
    value(await library.addPhoto(story.id, photo, bytes))
    value(await library.create(story))
    const file = join(await temporaryFolder(), 'a.zip')
    value(await exported(folder, file, { vault }))
    expect((await entriesOf(file)).get(`stories/${story.id}/story.json`)!.toString()).toContain('密封的稿件')
    const into = await temporaryFolder()
    const other = await opened(into, { vault })
    value(await imported(file, other, { vault }))
    expect(value(await other.open(story.id)).story).toEqual(story)
    expect((await readFile(join(into, 'stories', story.id, 'story.json'))).includes('密封的稿件')).toBe(false)
    expect((await readFile(join(into, 'stories', story.id, 'photos', `${photo.sha256}.jpg`))).equals(bytes)).toBe(false)
  })
})

describe('importing an archive', () => {
  const packed = async () => {
    const made = await aLibrary()
    const file = join(await temporaryFolder(), '稿库.stet-library.zip')
    value(await exported(made.folder, file))
    return { ...made, file }
  }

  test('into an empty library gives back everything: words, notes, photos, history, the bin, the times', async () => {
    const { folder, file, first } = await packed()
    const into = await temporaryFolder()
    const library = await opened(into)
    const seen: string[] = []
    expect(value(await imported(file, library, { progress: (step) => { if (seen.at(-1) !== step) seen.push(step) } }))).toEqual({ stories: 3, copies: 0, skipped: 0, photos: 2, left: [] })
    expect(seen).toEqual(['checking', 'writing'])
    expect(await factsOf(library)).toEqual(await factsOf(await opened(folder)))
    expect(await readFile(join(into, 'stories', first.id, 'history/0001.json'), 'utf8')).toBe('{"an":"older version"}')
    expect(value(await library.save({ ...first, headline: '接着写' }, 2)).generation).toBe(3)
  })

  test('a second time changes nothing', async () => {
    const { file } = await packed()
    const into = await temporaryFolder()
    const library = await opened(into)
    value(await imported(file, library))
    const before = await filesUnder(join(into, 'stories'))
    expect(value(await imported(file, library))).toEqual({ stories: 0, copies: 0, skipped: 3, photos: 0, left: [] })
    expect(await filesUnder(join(into, 'stories'))).toEqual(before)
  })

  test('never writes over a story that says something else: it comes as a copy, once', async () => {
    const { file, folder, first, second, photo } = await packed()
    const library = await opened(folder)
    value(await library.save({ ...first, headline: '后来改的' }, 2))
    value(await library.restore(second.id))
    value(await library.save({ ...second, headline: '也改了' }, 1))
    expect(value(await imported(file, library))).toEqual({ stories: 0, copies: 2, skipped: 1, photos: 2, left: [] })
    expect(value(await library.open(first.id)).story.headline).toBe('后来改的')
    const copies = library.list().filter(({ copyOf }) => copyOf)
    expect(copies.map(({ slugline, copyOf, headline, binnedAt }) => ({ slugline, copyOf, headline, binned: binnedAt !== null })).sort((a, b) => (a.headline < b.headline ? -1 : 1))).toEqual([
      { slugline: '导入副本：技能大赛', copyOf: first.id, headline: '一', binned: false },
      { slugline: '导入副本：技能大赛', copyOf: second.id, headline: '二', binned: true },
    ])
    for (const { id } of copies) expect(codeOf(await library.readPhoto(id, photo.sha256))).toBe('ok')
    expect(value(await imported(file, library))).toEqual({ stories: 0, copies: 0, skipped: 3, photos: 0, left: [] })
  })

  test('stopped in the middle keeps whole stories only, and goes on when it is imported again', async () => {
    const folder = await temporaryFolder()
    const from = await opened(folder)
    for (let n = 0; n < 14; n += 1) value(await from.create(aStory({ headline: `第${n}篇` })))
    const file = join(await temporaryFolder(), 'a.zip')
    value(await exported(folder, file))
    const into = await temporaryFolder()
    const library = await opened(into)
    const stop = new AbortController()
    expect(codeOf(await imported(file, library, { signal: stop.signal, progress: (step, done) => { if (step === 'writing' && done === 5) stop.abort() } }))).toBe('cancelled')
    const half = library.list().length
    expect(half).toBeGreaterThanOrEqual(5)
    expect(half).toBeLessThan(14)
    for (const { id } of library.list()) expect(codeOf(await library.open(id))).toBe('ok')
    const { stories, skipped } = value(await imported(file, library))
    expect([stories, skipped]).toEqual([14 - half, half])
    expect(library.list()).toHaveLength(14)
  })

  test('takes up a story whose import was killed between its photos and its draft', async () => {
    const { file, first, photo, bytes } = await packed()
    const library = await opened(await temporaryFolder())
    value(await library.addPhoto(first.id, photo, bytes))
    expect(value(await imported(file, library)).stories).toBe(3)
  })
})

test('whatever a library holds, its archive imported into an empty one is the same library', async () => {
  const story = fc.record({
    words: fc.string({ unit: 'grapheme', maxLength: 40 }),
    photos: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
    saves: fc.nat(2),
    binned: fc.boolean(),
    file: fc.option(fc.constantFrom('history/1.json', 'history/冲突 2.json', 'undo.json', 'story.json.damaged-2026'), { nil: null }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(story, { maxLength: 4 }), async (stories) => {
      const folder = await temporaryFolder()
      const library = await opened(folder)
      for (const { words, photos, saves, binned, file } of stories) {
        const made = photos.map(photoOf)
        const draft = aStory({ headline: words.slice(0, 20), photos: Object.fromEntries(made.map(({ photo }) => [photo.sha256, photo])), body: { type: 'doc', content: [paragraph(words)] } })
        for (const { photo, bytes } of made) value(await library.addPhoto(draft.id, photo, bytes))
        value(await library.create(draft))
        for (let save = 1; save <= saves; save += 1) value(await library.save({ ...draft, deck: String(save) }, save))
        if (binned) value(await library.bin(draft.id))
        if (file !== null) await putFile(folder, draft.id, file, '{"x":1}')
      }
      const archive = join(folder, 'a.zip')
      value(await exported(folder, archive))
      const into = await temporaryFolder()
      const other = await opened(into)
      expect(value(await imported(archive, other))).toMatchObject({ stories: stories.length, copies: 0, skipped: 0, left: [] })
      expect(await factsOf(other)).toEqual(await factsOf(library))
      expect(await filesUnder(join(into, 'stories'))).toEqual(await filesUnder(join(folder, 'stories')))
      await rm(into, { recursive: true, force: true })
    }),
    { numRuns: 15 },
  )
}, 60_000)
