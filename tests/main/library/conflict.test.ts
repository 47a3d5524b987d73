import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { Photo, Story } from '../../../src-shared/story/story'
import { aStory, codeOf, filesUnder, opened, paragraph, temporaryFolder, value } from './builders'
import { makeMachine } from './places'

const PROGRAMS = [
  'story (conflicted copy 2026-11-22).json',
  "story (Liu's conflicted copy 2026-11-22).json",
  'story.sync-conflict-20261122-080000-ABCDEFG.json',
  'story-冲突副本.json',
  'story (冲突副本 刘强 2026-11-22).json',
  'story-LAPTOP-7Q2.json',
  'story 2.json',
  'story (1).json',
  'story.json (conflicted copy)',
]

const text = (words: string) => ({ type: 'doc', content: [paragraph(words)] })

/** A library with one story, and the file another machine would have made of it. */
const withStory = async (): Promise<{ folder: string; beside: string; story: Story; version: (changes: object, stored?: object) => Promise<string> }> => {
  const folder = await temporaryFolder()
  const library = await opened(folder)
  const story = aStory()
  value(await library.create(story))
  await library.close()
  const beside = join(folder, 'stories', story.id)
  return {
    folder,
    beside,
    story,
    version: async (changes, stored = {}) => {
      const whole = JSON.parse(await readFile(join(beside, 'story.json'), 'utf8')) as { story: object }
      return JSON.stringify({ ...whole, ...stored, story: { ...whole.story, ...changes } })
    },
  }
}

describe('a file a sync program left beside a draft', () => {
  test.each(PROGRAMS)('(%s) becomes a story of its own, once, and is moved aside, not deleted', async (name) => {
    const { folder, beside, story, version } = await withStory()
    const bytes = await version({ headline: '另一台电脑上的标题', body: text('另一台电脑上写的。') })
    await writeFile(join(beside, name), bytes)
    const library = await opened(folder)
    expect(value(await library.open(story.id)).story).toEqual(story)
    const copies = library.list().filter(({ id }) => id !== story.id)
    expect(copies).toMatchObject([{ headline: '另一台电脑上的标题', slugline: '冲突副本：技能大赛', copyOf: story.id, binnedAt: null }])
    expect((await readdir(beside)).sort()).toEqual(['set-aside', 'story.json'])
    expect(await readFile(join(beside, 'set-aside', name), 'utf8')).toBe(bytes)

    await library.close()
    // The program brings it back; so does another machine that has not noticed yet.
    await writeFile(join(beside, name), bytes)
    const again = await opened(folder)
    value(await again.open(story.id))
    expect(again.list()).toHaveLength(2)
    expect((await readdir(join(beside, 'set-aside'))).sort()).toEqual([name, `${name}.2`].sort())
  })

  test('is found without opening the story, soon after the library is opened', async () => {
    const { folder, beside, version } = await withStory()
    await writeFile(join(beside, PROGRAMS[0]!), await version({ headline: '另一台电脑上的标题' }))
    const machine = makeMachine('desk')
    const place = await machine.opened(folder)
    await expect.poll(() => place.library.list().length).toBe(2)
    await expect.poll(() => machine.changes()).toBeGreaterThan(0)
  })

  test('brings its photos and notes along, and its English name', async () => {
    const { folder, beside, story, version } = await withStory()
    const bytes = new TextEncoder().encode('a picture')
    const photo: Photo = { sha256: createHash('sha256').update(bytes).digest('hex'), mediaType: 'image/png', width: 1, height: 1, bytes: bytes.byteLength, name: 'a.png' }
    await mkdir(join(beside, 'photos'))
    await writeFile(join(beside, 'photos', `${photo.sha256}.png`), bytes)
    await writeFile(join(beside, PROGRAMS[0]!), await version({ language: 'en', photos: { [photo.sha256]: photo } }))
    const library = await opened(folder)
    value(await library.noticeVersions(story.id))
    const copy = library.list().find(({ copyOf }) => copyOf === story.id)!
    expect(copy.slugline).toBe('Conflict copy of 技能大赛')
    expect(new Uint8Array(value(await library.readPhoto(copy.id, photo.sha256)).bytes)).toEqual(bytes)
  })

  test('that says the same as the story makes no copy, and is moved aside all the same', async () => {
    const { folder, beside, story, version } = await withStory()
    // Another machine saved the same words later: only the count and the time differ.
    await writeFile(join(beside, PROGRAMS[1]!), await version({}, { generation: 7, changedAt: '2026-11-22T09:00:00.000Z' }))
    const library = await opened(folder)
    value(await library.open(story.id))
    expect(library.list()).toHaveLength(1)
    expect(await readdir(join(beside, 'set-aside'))).toEqual([PROGRAMS[1]])
  })

  test('makes the same copy on every machine that meets it', async () => {
    const { beside, story, version } = await withStory()
    const bytes = await version({ headline: '同一份' })
    const ids = new Set<string>()
    for (let machine = 0; machine < 2; machine += 1) {
      const folder = await temporaryFolder()
      await mkdir(join(folder, 'stories', story.id), { recursive: true })
      await writeFile(join(folder, 'stories', story.id, 'story.json'), await readFile(join(beside, 'story.json')))
      await writeFile(join(folder, 'stories', story.id, `story ${machine}.json`), bytes)
      const library = await opened(folder)
      const kept = value(await library.noticeVersions(story.id))
      ids.add(kept[0]!.copy)
    }
    expect(ids.size).toBe(1)
  })

  test.each<[string, string, (version: (changes: object, stored?: object) => Promise<string>) => Promise<string>]>([
    ['half a file, which may still be arriving', PROGRAMS[0]!, async (version) => (await version({})).slice(0, 90)],
    ['a draft of another story', 'other.json', (version) => version({ id: aStory().id })],
    ['JSON that is no draft', 'notes.json', () => Promise.resolve('{"a":1}')],
    ['a draft of a newer Stet', PROGRAMS[2]!, (version) => version({}, { format: 9 })],
    ['a previous generation', 'story.json.previous', (version) => version({ headline: '上一稿' })],
    ['a damaged draft kept earlier', 'story.json.damaged-2026', () => Promise.resolve('x')],
  ])('leaves %s alone', async (_, name, make) => {
    const { folder, beside, story, version } = await withStory()
    await writeFile(join(beside, name), await make(version))
    const before = await filesUnder(beside)
    const library = await opened(folder)
    value(await library.open(story.id))
    expect(library.list()).toHaveLength(1)
    expect(await filesUnder(beside)).toEqual(before)
  })
})

describe('two generations of one number', () => {
  test('with different words are both kept', async () => {
    const { folder, beside, story, version } = await withStory()
    const library = await opened(folder)
    const { generation } = value(await library.open(story.id))
    // Synchronisation put another machine's generation 1 in the place of ours, under an open window.
    await writeFile(join(beside, 'story.json'), await version({ headline: '别处写的', body: text('别处写的话。') }))
    expect(value(await library.save({ ...story, headline: '这里写的' }, generation)).generation).toBe(2)
    expect(library.list().map(({ headline, copyOf }) => [headline, copyOf ?? null])).toEqual(expect.arrayContaining([['这里写的', null], ['别处写的', story.id]]))
  })

  test('are both kept even if the desk’s word was written in between', async () => {
    const { folder, beside, story, version } = await withStory()
    const library = await opened(folder)
    value(await library.open(story.id))
    await writeFile(join(beside, 'story.json'), await version({ headline: '别处写的' }))
    value(await library.bin(story.id))
    value(await library.restore(story.id))
    value(await library.save({ ...story, headline: '这里写的' }, 1))
    expect(library.list().map(({ headline }) => headline)).toEqual(expect.arrayContaining(['这里写的', '别处写的']))
  })

  test('with the same words are one', async () => {
    const { folder, beside, story, version } = await withStory()
    const library = await opened(folder)
    value(await library.open(story.id))
    await writeFile(join(beside, 'story.json'), await version({}, { changedAt: '2026-11-22T09:00:00.000Z' }))
    value(await library.save({ ...story, headline: '这里写的' }, 1))
    expect(library.list()).toHaveLength(1)
  })

  test('a later one saved elsewhere is still stale, and nothing is written', async () => {
    const { folder, beside, story, version } = await withStory()
    const library = await opened(folder)
    value(await library.open(story.id))
    await writeFile(join(beside, 'story.json'), await version({ headline: '别处写的' }, { generation: 4 }))
    expect(codeOf(await library.save({ ...story, headline: '这里写的' }, 1))).toBe('draft-stale')
    expect(value(await library.open(story.id)).story.headline).toBe('别处写的')
  })
})
