import { createHash, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { compose } from '../../../src-main/compose'
import type { Host } from '../../../src-main/shell/host'
import type { Draft, Input, Method, Output } from '../../../src-shared/bridge/contract'
import { noFilter } from '../../../src-shared/bridge/library-filter'
import { valueOf } from '../../../src-shared/outcome'
import { jpeg } from '../photos/made'

let home = ''
let host: Host
const told: string[] = []

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stet-search-'))
  host = valueOf(
    await compose({
      home,
      resources: join(import.meta.dirname, '../../../resources'),
      version: '0',
      shell: 'browser',
      language: 'zh-CN',
      keychain: null,
      reveal: () => Promise.resolve(),
      sample: true,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }),
  )
  host.events((event) => told.push(event.type))
  const { sample } = await ask('app.state', null)
  const reporter = sample.find(({ role }) => role === 'reporter')!
  await ask('app.signIn', { login: reporter.login, password: reporter.password })
})
afterAll(async () => {
  await host.close()
  await rm(home, { recursive: true, force: true })
})

const answer = <M extends Method>(method: M, input: Input<M>) => host.handlers[method](input)
const ask = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => valueOf(await answer(method, input))

const write = async (headline: string, text: string, more: Partial<Draft['story']> = {}): Promise<string> => {
  const { story, generation } = await ask('library.create', { template: 'news', language: 'zh-CN' })
  await ask('library.save', { generation, story: { ...story, ...more, headline, body: { type: 'doc', content: [{ type: 'paragraph', attrs: { blockId: 'b' }, content: [{ type: 'text', text }] }] } } })
  return story.id
}
const search = (query: string, more: Partial<Input<'library.search'>> = {}): Promise<Output<'library.search'>> => ask('library.search', { query, limit: 100, filter: noFilter, ...more })
const idsOf = ({ hits }: Output<'library.search'>): string[] => hits.map(({ id }) => id)

describe('library.search', () => {
  test('finds what was just saved, with its words around it, and puts the bin last', async () => {
    const [a, b] = [await write('渡口的灯', '摆渡人秦岚每晚点灯。'), await write('秦岚其人', '另一篇。')]
    expect(await search('秦岚')).toEqual({
      hits: [{ id: b, snippet: '另一篇。', ranges: [] }, { id: a, snippet: '摆渡人秦岚每晚点灯。', ranges: [[3, 5]] }],
      total: 2,
      binned: 0,
      indexing: null,
    })
    await ask('library.bin', { id: b })
    const found = await search('秦岚', { limit: 1 })
    expect(found).toMatchObject({ total: 2, binned: 1 })
    expect(idsOf(found)).toEqual([a])
  })

  test('is narrowed by state, channel, byline and day before it is cut', async () => {
    const near = await write('石桥夜话', '欧阳桥。', { channel: ['要闻', '港口'], byline: '本报记者 甲' })
    const far = await write('石桥晨话', '欧阳桥。', { channel: ['文化'], byline: '本报记者 乙' })
    const narrowed = async (filter: Partial<typeof noFilter>): Promise<string[]> => idsOf(await search('欧阳桥', { filter: { ...noFilter, ...filter } }))
    expect(await narrowed({ channel: ['要闻'] })).toEqual([near])
    expect(await narrowed({ byline: '本报记者 乙' })).toEqual([far])
    expect(await narrowed({ group: 'bin' })).toEqual([])
    expect(await narrowed({ since: '2000-01-01T00:00:00Z', until: '2001-01-01T00:00:00Z' })).toEqual([])
    expect(await narrowed({ group: 'writing', since: '2000-01-01T00:00:00Z' })).toHaveLength(2)
  })

  test('tells the window when what is found may have changed', async () => {
    told.length = 0
    await write('无人之岛', '灯塔。')
    await expect.poll(() => told).toContain('searchChanged')
  })
})

describe('acts on many stories', () => {
  test('bin and put back what they can, and say of each other why not', async () => {
    const ids = [await write('一', 'x'), await write('二', 'x')]
    const nobody = randomUUID()
    const binned = await ask('library.binMany', { ids: [...ids, nobody] })
    expect(binned.done.toSorted()).toEqual(ids.toSorted())
    expect(binned.refused).toMatchObject([{ id: nobody, failure: { code: 'draft-missing' } }])
    const rows = async () => new Map((await ask('library.list', null)).map(({ id, group }) => [id, group]))
    expect(ids.map((await rows()).get.bind(await rows()))).toEqual(['bin', 'bin'])
    expect((await ask('library.restoreMany', { ids })).done).toHaveLength(2)
    expect(ids.map((await rows()).get.bind(await rows()))).toEqual(['writing', 'writing'])
  })

  test('delete for good only what is in the bin, with its folder', async () => {
    const [kept, gone] = [await write('留下', '紫荆。'), await write('去掉', '紫荆。')]
    await ask('library.bin', { id: gone })
    const removed = await ask('library.removeMany', { ids: [kept, gone] })
    expect(removed.done).toEqual([gone])
    expect(removed.refused).toMatchObject([{ id: kept, failure: { code: 'story-not-binned' } }])
    expect(await answer('library.open', { id: gone })).toMatchObject({ ok: false, code: 'draft-missing' })
    expect(idsOf(await search('紫荆'))).toEqual([kept])
    const left = (await readdir(home, { recursive: true })).filter((name) => name.includes(gone) || name.includes('removed'))
    expect(left.filter((name) => !name.endsWith('removed'))).toEqual([])
  })
})

describe('library.duplicate', () => {
  test('makes a story of its own, photos included, under the next name', async () => {
    const id = await write('渔歌', '唱晚。', { slugline: '渔歌', publishTime: '2026-11-22T10:00:00+08:00', responsibleEditor: '赵敏' })
    const bytes = new Uint8Array(await jpeg())
    const { photo } = await ask('photo.add', { story: id, name: 'boat.jpg', bytes })
    const draft = await ask('library.open', { id })
    const body = { type: 'doc', content: [{ type: 'photo', attrs: { blockId: 'p', photo: photo.sha256 } }] }
    await ask('library.save', { generation: draft.generation, story: { ...draft.story, photos: { [photo.sha256]: photo }, body } })

    const copy = await ask('library.duplicate', { id })
    expect(copy).toMatchObject({ generation: 1, group: 'writing', piece: null, story: { slugline: '渔歌 2', headline: '渔歌', publishTime: null, responsibleEditor: '' } })
    expect(copy.story.id).not.toBe(id)
    expect((await ask('library.duplicate', { id: copy.story.id })).story.slugline).toBe('渔歌 3')
    const read = valueOf(await host.photo(copy.story.id, photo.sha256, null))
    expect(createHash('sha256').update(read.bytes).digest('hex')).toBe(photo.sha256)
    // The original can go; the copy's photo stays.
    await ask('library.bin', { id })
    await ask('library.removeMany', { ids: [id] })
    expect(valueOf(await host.photo(copy.story.id, photo.sha256, null)).bytes.length).toBe(bytes.length)
  })

  test('of a story whose photo is gone is refused, and leaves nothing behind', async () => {
    const id = await write('缺图', '无。')
    const bytes = new Uint8Array(await jpeg())
    const { photo } = await ask('photo.add', { story: id, name: 'lost.jpg', bytes })
    const draft = await ask('library.open', { id })
    await ask('library.save', { generation: draft.generation, story: { ...draft.story, photos: { [photo.sha256]: photo } } })
    const file = (await readdir(home, { recursive: true })).find((name) => name.includes(id) && name.includes(photo.sha256))!
    await rm(join(home, file))
    const before = (await ask('library.list', null)).length
    expect(await answer('library.duplicate', { id })).toMatchObject({ ok: false, code: 'photo-missing' })
    expect((await ask('library.list', null)).length).toBe(before)
  })
})
