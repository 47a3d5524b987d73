import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'

import type { Vault } from '../../../src-main/durable/vault'
import { plainVault } from '../../../src-main/durable/vault'
import { openSearch } from '../../../src-main/library/search/search'
import type { Story } from '../../../src-shared/story/story'
import { aStory, filesUnder, paragraph, temporaryFolder, value } from './builders'
import { killedCopy, openRoom, settled, type Room } from './search-room'

const text = (said: string) => ({ type: 'text', text: said })
const body = (...content: Story['body'][]): Story['body'] => ({ type: 'doc', content })

const room = async (...stories: Story[]): Promise<Room> => {
  const made = await openRoom(await temporaryFolder())
  for (const story of stories) value(await made.library.create(story))
  return made
}

describe('search', () => {
  const everywhere = aStory({
    slugline: 'harbour-night',
    kicker: '引题在此',
    headline: '码头夜班',
    deck: '副题一行',
    byline: '本报记者 欧阳澜',
    contributors: [{ name: '慕容舟', role: 'photographer', from: '新华社' }],
    columnTag: '深读',
    originalHeadline: '原来的题目',
    correction: { story: null, headline: '先前那篇', printedOn: '2026-11-01', text: '数字有误' },
    dateline: '汉中电',
    source: '澜江工人报',
    channel: ['要闻', '港口'],
    responsibleEditor: '司马砚',
    keywords: ['工会', 'night shift'],
    summary: '摘要说明',
    body: body(
      { type: 'crosshead', attrs: { marker: '一、', blockId: 'a' }, content: [text('灯下')] },
      { type: 'paragraph', content: [text('吊车'), { ...text('不停'), marks: [{ type: 'bold' }] }, { type: 'footnote', attrs: { text: '据港务局统计' } }, text('地转。')] },
      { type: 'photo', attrs: { photo: null, credit: '上官影', alt: '夜色里的吊臂', blockId: 'p' }, content: [text('工人换班')] },
      { type: 'question', attrs: { speaker: '记者问', blockId: 'q' }, content: [text('累吗')] },
      { type: 'pullQuote', attrs: { by: '诸葛海', blockId: 'u' }, content: [text('江风不冷')] },
    ),
  })

  test.each([
    ['slugline', 'harbour'], ['kicker', '引题'], ['headline', '码头'], ['deck', '副题'], ['byline', '欧阳澜'], ['a contributor', '慕容舟'], ['a contributor’s house', '新华社'], ['column tag', '深读'],
    ['original headline', '原来的题目'], ['correction', '数字有误'], ['dateline', '汉中'], ['source', '澜江工人报'], ['channel', '港口'], ['responsible editor', '司马砚'], ['keyword', 'night shift'],
    ['summary', '摘要'], ['section header', '灯下'], ['section marker', '一、灯下'], ['body across marks', '吊车不停'], ['body across a footnote', '不停地转'], ['footnote', '港务局'], ['caption', '换班'], ['credit', '上官影'],
    ['alt text', '吊臂'], ['speaker', '记者问'], ['whose quote it is', '诸葛海'],
  ])('finds a story by its %s', async (_where, query) => {
    const { search } = await room(everywhere, aStory())
    expect((await search.find(query)).ids).toEqual([everywhere.id])
  })

  test('finds what was just saved, and no longer what it replaced', async () => {
    const { library, search } = await room(everywhere)
    value(await library.save({ ...everywhere, headline: '渡口早班' }, 1))
    expect((await search.find('渡口')).ids).toEqual([everywhere.id])
    expect((await search.find('码头夜班')).ids).toEqual([])
  })

  test('puts stories named so above those that mention it, each newest first', async () => {
    const stories = [aStory({ headline: '旧夜校' }), aStory({}, '有一所夜校'), aStory({ slugline: '夜校' }), aStory({}, '夜校二字')]
    const { search } = await room(...stories)
    expect((await search.find('夜校')).ids).toEqual([2, 0, 3, 1].map((at) => stories[at]?.id))
  })

  test('shows the words around what was found, as plain text with its places', async () => {
    const { search } = await room(aStory({ body: body(paragraph('开头。'), paragraph(`${'前文很长，'.repeat(30)}<b>夜　校</b>在江边。${'后文很长，'.repeat(30)}`)) }))
    const found = await search.find('夜校')
    const { snippet, ranges } = found.snippet(found.ids[0]!)
    expect(ranges.map(([from, to]) => snippet.slice(from, to))).toEqual(['夜　校'])
    expect(snippet).toContain('<b>夜　校</b>在江边')
    expect(snippet.length).toBeLessThan(160)
    expect(snippet.startsWith('…') && snippet.endsWith('…')).toBe(true)
  })

  test('shows how the text begins where only the headline was found', async () => {
    const { search } = await room(everywhere)
    const found = await search.find('码头')
    expect(found.snippet(everywhere.id)).toEqual({ snippet: '一、 灯下', ranges: [] })
    expect(found.snippet(randomUUID())).toEqual({ snippet: '', ranges: [] })
  })

  test('keeps binned stories, and forgets those whose folder is gone', async () => {
    const { folder, library, search } = await room(everywhere)
    value(await library.bin(everywhere.id))
    expect((await search.find('码头')).ids).toEqual([everywhere.id])
    await rm(join(folder, 'stories', everywhere.id), { recursive: true })
    search.touch(everywhere.id)
    expect((await search.find('码头')).ids).toEqual([])
  })

  test('finds nothing for nothing, and nothing once it is closed', async () => {
    const { search, close } = await room(everywhere)
    expect((await search.find('  “” ')).ids).toEqual([])
    await close()
    expect(await search.find('码头')).toMatchObject({ ids: [], progress: null })
  })

  test('tells when what it found may have changed', async () => {
    let told = 0
    const { library, search } = await openRoom(await temporaryFolder(), { changed: () => (told += 1) })
    value(await library.create(everywhere))
    await expect.poll(() => told).toBeGreaterThan(0)
    expect((await search.find('码头')).ids).toEqual([everywhere.id])
  })

  test('finds the generation before where the newest file is damaged, and what a newer Stet wrote', async () => {
    const { folder, library, search } = await room(everywhere)
    value(await library.save({ ...everywhere, headline: '第二版' }, 1))
    const file = join(folder, 'stories', everywhere.id, 'story.json')
    const stored = await readFile(file, 'utf8')
    await truncate(file, 100)
    search.touch(everywhere.id)
    expect((await search.find('码头夜班')).ids).toEqual([everywhere.id])
    await writeFile(file, stored.replace('"format":1', '"format":99').replace('"schema":2', '"schema":99'))
    search.touch(everywhere.id)
    expect((await search.find('第二版')).ids).toEqual([everywhere.id])
  })
})

describe('the index', () => {
  const stories = Array.from({ length: 60 }, (_, at) => aStory({ headline: `第${at}号`, slugline: `story${at}` }, `夜校里的第${at}个人`))
  const made = async (): Promise<string> => {
    const { folder, search, close } = await room(...stories)
    expect(await settled(search, '夜校')).toHaveLength(60)
    await close()
    return folder
  }
  const reads = async (folder: string): Promise<{ found: string[]; read: number }> => {
    let read = 0
    const counting: Vault = { ...plainVault, read: (file) => ((read += 1), plainVault.read(file)) }
    const search = openSearch({ folder, vault: counting, delay: 1 })
    await settled(search, '夜校')
    await new Promise((resolve) => setTimeout(resolve, 60))
    const found = (await search.find('夜校')).ids
    await search.close()
    return { found, read }
  }

  test('is one file beside the stories, which the next session does not make again', async () => {
    const folder = await made()
    expect((await readdir(folder)).sort()).toEqual(['index.json', 'search.db', 'stories'])
    expect(await reads(folder)).toMatchObject({ read: 0 })
  })

  test('reads again only what changed while it was closed', async () => {
    const folder = await made()
    const other = await openRoom(folder, { delay: 60_000 })
    value(await other.library.save({ ...stories[7]!, headline: '改过' }, 1))
    value(await other.library.create(aStory({ headline: '夜校新生' })))
    await rm(join(folder, 'stories', stories[9]!.id), { recursive: true })
    await other.close()
    const again = await reads(folder)
    expect(again.found).toHaveLength(60)
    expect(again.read).toBeLessThanOrEqual(4)
  })

  test('knows what a killed session saved', async () => {
    const running = await openRoom(await made(), { delay: 60_000 })
    value(await running.library.save({ ...stories[3]!, headline: '死前所存' }, 1))
    const next = await openRoom(await killedCopy(running))
    await expect.poll(() => settled(next.search, '死前')).toEqual([stories[3]!.id])
  })

  const damage: [string, (file: string) => Promise<unknown>][] = [
    ['missing', (file) => rm(file)],
    ['emptied', (file) => truncate(file, 0)],
    ['cut off', async (file) => truncate(file, Math.floor((await stat(file)).size / 2))],
    ['not SQLite', (file) => writeFile(file, 'x'.repeat(50_000))],
    ['zeros after its first page', async (file) => {
      const bytes = await readFile(file)
      await writeFile(file, bytes.fill(0, 4096))
    }],
    ['of another format', (file) => {
      const database = new DatabaseSync(file)
      database.exec('pragma user_version = 99')
      database.close()
      return Promise.resolve()
    }],
    ['another program’s', async (file) => {
      await rm(file)
      const database = new DatabaseSync(file)
      database.exec('create table words (a)')
      database.close()
    }],
    ['without a table', (file) => {
      const database = new DatabaseSync(file)
      database.exec('drop table stories')
      database.close()
      return Promise.resolve()
    }],
    ['a folder', async (file) => {
      await rm(file)
      await mkdir(file)
    }],
  ]
  test.each(damage)('%s is made again', async (_what, harm) => {
    const folder = await made()
    await harm(join(folder, 'search.db'))
    const next = await openRoom(folder)
    await expect.poll(() => settled(next.search, '夜校')).toHaveLength(60)
    expect(await settled(next.search, '第12号')).toEqual([stories[12]!.id])
  })

  test('damaged under an open window is made again, and every question is answered', async () => {
    const { folder, search } = await room(...stories)
    expect(await settled(search, '夜校')).toHaveLength(60)
    await writeFile(join(folder, 'search.db'), Buffer.alloc(200_000, 7))
    await writeFile(join(folder, 'search.db-wal'), Buffer.alloc(200_000, 7))
    search.touch(stories[0]!.id)
    for (const query of ['夜校', '第5号', '里']) await search.find(query)
    await expect.poll(() => settled(search, '夜校')).toHaveLength(60)
  })

  test('is in memory while another process has the file', async () => {
    const folder = await made()
    const first = await openRoom(folder)
    expect(await settled(first.search, '夜校')).toHaveLength(60)
    const second = openSearch({ folder, vault: plainVault, delay: 1 })
    expect(await settled(second, '夜校')).toHaveLength(60)
    await second.close()
    expect(await settled(first.search, '第3号')).toEqual([stories[3]!.id])
  })

  test('says how far it is while it is being made', async () => {
    const { folder, close } = await room(...stories)
    await close()
    await rm(join(folder, 'search.db'), { force: true })
    const search = openSearch({ folder, vault: plainVault, delay: 60_000 })
    const first = await search.find('夜校')
    expect(first.progress).toMatchObject({ total: 60 })
    expect(first.progress!.done).toBeLessThan(60)
    expect(await settled(search, '夜校')).toHaveLength(60)
    expect(search.progress()).toBeNull()
    await search.close()
  })

  test('of a sealed library never touches the disk, and an older one is removed', async () => {
    const folder = await made()
    const key = 0x5a
    const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ key)
    const sealed: Vault = {
      ...plainVault,
      sealed: true,
      write: (file, data, options) => plainVault.write(file, flip(typeof data === 'string' ? Buffer.from(data) : data), options),
      read: async (file) => flip(await plainVault.read(file)),
      readSync: (file) => flip(plainVault.readSync(file)),
    }
    for (const name of await filesUnder(folder)) {
      if (name.startsWith('search.db')) continue
      await writeFile(join(folder, name), flip(await readFile(join(folder, name))))
    }
    const { search, library, close } = await openRoom(folder, { vault: sealed })
    expect(await settled(search, '夜校')).toHaveLength(60)
    const secret = aStory({ headline: '密件一份' })
    value(await library.create(secret))
    expect((await search.find('密件')).ids).toEqual([secret.id])
    const readable = async (): Promise<string[]> => {
      const names = await filesUnder(folder)
      const held = await Promise.all(names.map(async (name) => ((await readFile(join(folder, name))).includes(Buffer.from('夜校')) ? name : null)))
      return held.filter((name) => name !== null)
    }
    expect(await readable()).toEqual([])
    await close()
    expect(await readable()).toEqual([])
    expect((await filesUnder(folder)).filter((name) => name.startsWith('search'))).toEqual([])
  })
})
