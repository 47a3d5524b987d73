import { cp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { Story } from '../../../src-shared/story/story'
import { aStory, codeOf, filesUnder, opened, temporaryFolder, value } from './builders'

type Damage = (file: string) => Promise<unknown>

/** A library with one story of two generations, closed. */
const twoGenerations = async (): Promise<{ folder: string; story: Story; second: Story; file: string }> => {
  const folder = await temporaryFolder()
  const library = await opened(folder)
  const story = aStory({ headline: '第一稿' })
  const second = { ...story, headline: '第二稿' }
  value(await library.create(story))
  value(await library.save(second, 1))
  await library.close()
  return { folder, story, second, file: join(folder, 'stories', story.id, 'story.json') }
}

const edit = (change: (stored: Record<string, unknown>) => unknown): Damage => async (file) => writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>)))

const damages: [string, Damage][] = [
  ['cut off', async (file) => truncate(file, Math.floor((await stat(file)).size / 2))],
  ['emptied', (file) => truncate(file, 0)],
  ['overwritten with zeros', async (file) => writeFile(file, Buffer.alloc((await stat(file)).size))],
  ['not JSON', (file) => writeFile(file, '<html>')],
  ['not UTF-8', async (file) => {
    const bytes = await readFile(file)
    bytes[bytes.indexOf(Buffer.from('第二稿')) + 1] = 0x20
    await writeFile(file, bytes)
  }],
  ['without a generation', edit(({ generation: _, ...rest }) => rest)],
  ['a story without a headline', edit((stored) => ({ ...stored, story: { ...(stored['story'] as object), headline: undefined } }))],
  ['a body no schema allows', edit((stored) => ({ ...stored, story: { ...(stored['story'] as object), body: { type: 'doc', content: [{ type: 'script' }] } } }))],
  ['of another story', edit((stored) => ({ ...stored, story: aStory() }))],
]

describe('a damaged draft', () => {
  test.each(damages)('%s: opens at the generation before, and the damaged file is kept', async (_, damage) => {
    const { folder, story, file } = await twoGenerations()
    await damage(file)
    const remains = await readFile(file)
    const notices: { id: string; keptAt: string }[] = []
    const library = await opened(folder, { onDamage: (notice) => notices.push(notice) })
    const draft = value(await library.open(story.id))
    expect(draft).toMatchObject({ story, generation: 1 })
    expect(draft.recoveredFrom).toMatch(/story\.json\.damaged-/)
    expect(await readFile(draft.recoveredFrom!)).toEqual(remains)
    expect(notices).toEqual([{ id: story.id, keptAt: draft.recoveredFrom }])
    expect(library.list()).toMatchObject([{ headline: '第一稿', damaged: false }])

    expect(value(await library.open(story.id)).recoveredFrom).toBeNull()
    expect(value(await library.save({ ...story, headline: '第三稿' }, 1)).generation).toBe(2)
    expect(await readFile(draft.recoveredFrom!)).toEqual(remains)
  })

  test('whose previous generation is damaged too stays listed, stays as it is, and the library opens', async () => {
    const { folder, story, file } = await twoGenerations()
    await truncate(file, 40)
    await writeFile(`${file}.previous`, 'gone')
    const notices: unknown[] = []
    const library = await opened(folder, { onDamage: (notice) => notices.push(notice) })
    expect(await library.open(story.id)).toMatchObject({ ok: false, code: 'draft-damaged', details: { kept: file } })
    expect(notices).toEqual([{ id: story.id, keptAt: file }])
    expect(library.list()).toMatchObject([{ id: story.id, headline: '第二稿', damaged: true }])
    for (const refused of [await library.save(story, 2), await library.bin(story.id), await library.restore(story.id)]) expect(codeOf(refused)).toBe('draft-damaged')
    expect(codeOf(await library.create(story))).toBe('story-exists')
    expect((await stat(file)).size).toBe(40)
    expect(await readFile(`${file}.previous`, 'utf8')).toBe('gone')

    await library.rebuildIndex()
    expect(library.list()).toMatchObject([{ id: story.id, damaged: true }])
    value(await library.create(aStory()))
    await library.close()
    const rows = (await opened(folder)).list()
    expect(rows).toHaveLength(2)
    expect(rows.filter(({ damaged }) => damaged).map(({ id }) => id)).toEqual([story.id])
  })

  test('damaged under an open window still takes the words of that window', async () => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const story = aStory()
    const file = join(folder, 'stories', story.id, 'story.json')
    value(await library.create(story))
    await writeFile(file, 'x')
    expect(value(await library.save({ ...story, headline: '还在' }, 1)).generation).toBe(2)
    await writeFile(file, 'y')
    expect(value(await library.save({ ...story, headline: '仍在' }, 2)).generation).toBe(3)
    await writeFile(file, 'z')
    await writeFile(`${file}.previous`, 'z')
    expect(codeOf(await library.save({ ...story, headline: '旧' }, 1))).toBe('draft-stale')
    expect(value(await library.save({ ...story, headline: '都在' }, 3)).generation).toBe(4)
    await rm(join(folder, 'stories', story.id), { recursive: true })
    expect(value(await library.save({ ...story, headline: '依旧' }, 4)).generation).toBe(5)
    expect(value(await library.open(story.id)).story.headline).toBe('依旧')
  })

  test('whose newest file is gone opens at the generation before', async () => {
    const { folder, story, file } = await twoGenerations()
    await rm(file)
    const library = await opened(folder)
    expect(value(await library.open(story.id))).toMatchObject({ story, generation: 1, recoveredFrom: `${file}.previous` })
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ generation: 1 })
  })

  test('damaged twice at one moment is kept twice', async () => {
    const { folder, story, file } = await twoGenerations()
    const library = await opened(folder, { now: () => '2026-11-22T08:00:00.000Z' })
    for (const text of ['one', 'two']) {
      await writeFile(file, text)
      value(await library.open(story.id))
      value(await library.bin(story.id))
      value(await library.restore(story.id))
    }
    const kept = (await readdir(join(file, '..'))).filter((name) => name.includes('damaged'))
    expect(await Promise.all(kept.sort().map((name) => readFile(join(file, '..', name), 'utf8')))).toEqual(['one', 'two'])
  })
})

describe('a draft of a newer Stet', () => {
  test.each([
    ['format', edit((stored) => ({ ...stored, format: 2 }))],
    ['story schema', edit((stored) => ({ ...stored, story: { ...(stored['story'] as object), schema: 99 } }))],
  ])('(%s) is refused and left untouched', async (_, make) => {
    const { folder, story, file } = await twoGenerations()
    await make(file)
    const before = await readFile(file)
    const library = await opened(folder)
    for (const answer of [await library.open(story.id), await library.save(story, 2), await library.bin(story.id)]) expect(codeOf(answer)).toBe('story-newer')
    await library.rebuildIndex()
    expect(library.list()).toMatchObject([{ headline: '第二稿', damaged: false }])
    expect(await readFile(file)).toEqual(before)
    expect((await readdir(join(file, '..'))).sort()).toEqual(['story.json', 'story.json.previous'])
  })
})

describe('the index', () => {
  const many = async (): Promise<{ folder: string; headlines: string[] }> => {
    const folder = await temporaryFolder()
    const library = await opened(folder)
    const headlines = Array.from({ length: 12 }, (_, index) => `第${index}篇`)
    for (const headline of headlines) value(await library.create(aStory({ headline })))
    await library.close()
    return { folder, headlines: headlines.reverse() }
  }

  test('is JSON, and the only thing left beside the stories after closing', async () => {
    const { folder } = await many()
    expect((await readdir(folder)).sort()).toEqual(['index.json', 'stories'])
    expect((JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as unknown[]).length).toBe(13)
  })

  test.each<[string, Damage]>([
    ['missing', (file) => rm(file)],
    ['emptied', (file) => truncate(file, 0)],
    ['cut off', async (file) => truncate(file, (await stat(file)).size - 10)],
    ['not JSON', (file) => writeFile(file, 'x'.repeat(5000))],
    ['of another format', async (file) => writeFile(file, (await readFile(file, 'utf8')).replace('"format":1', '"format":9'))],
    ['changed in one byte', async (file) => writeFile(file, (await readFile(file, 'utf8')).replace('第3篇', '第4篇'))],
  ])('%s is made again from the folders', async (_, damage) => {
    const { folder, headlines } = await many()
    await damage(join(folder, 'index.json'))
    const library = await opened(folder)
    expect(library.list().map(({ headline }) => headline)).toEqual(headlines)
    await library.close()
    expect((await opened(folder)).list().map(({ headline }) => headline)).toEqual(headlines)
  })

  test('after a session that never closed knows what that session saved, and sweeps what it left', async () => {
    const { folder, headlines } = await many()
    const killed = await opened(folder)
    const [first] = killed.list()
    const draft = value(await killed.open(first!.id))
    value(await killed.save({ ...draft.story, headline: '新题' }, draft.generation))
    value(await killed.create(aStory({ headline: '新稿' })))
    // Neither closed nor flushed: this is all a kill leaves.
    const story = join(folder, 'stories', first!.id)
    const litter = [join(story, 'story.json.0b7c.tmp'), join(story, 'story.json.3141592653'), join(folder, 'index.json.aa.tmp')]
    for (const file of litter) await writeFile(file, 'half')
    const keep = join(story, 'story.json.damaged-2026-11-22T08-00-00-000Z')
    await writeFile(keep, 'kept')

    const next = await opened(folder)
    expect(next.list().map(({ headline }) => headline)).toEqual(['新稿', '新题', ...headlines.slice(1)])
    const left = await filesUnder(folder)
    expect(left.filter((name) => /\.tmp$|\.\d+$/.test(name))).toEqual([])
    expect(await readFile(keep, 'utf8')).toBe('kept')
    // Killed again at once: still known.
    expect((await opened(folder)).list()[0]?.headline).toBe('新稿')
  })

  test('notices stories that were taken away or put there by hand', async () => {
    const { folder } = await many()
    const elsewhere = await temporaryFolder()
    const guest = aStory({ headline: '外来稿' })
    value(await (await opened(elsewhere)).create(guest))
    const library = await opened(folder)
    const [gone] = library.list()
    await library.close()
    await rm(join(folder, 'stories', gone!.id), { recursive: true })
    await cp(join(elsewhere, 'stories', guest.id), join(folder, 'stories', guest.id), { recursive: true })
    const after = (await opened(folder)).list()
    expect(after.map(({ id }) => id)).toContain(guest.id)
    expect(after.map(({ id }) => id)).not.toContain(gone!.id)
  })
})
