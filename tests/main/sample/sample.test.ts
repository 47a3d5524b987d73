import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ExifReader from 'exifreader'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { loadSample, type Sample } from '../../../src-main/sample/sample'
import { preflight } from '../../../src-shared/review/preflight'
import { parseBody } from '../../../src-shared/story/body'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { countStory } from '../../../src-shared/story/count'
import type { BodyJson } from '../../../src-shared/story/story'

const RESOURCES = join(import.meta.dirname, '../../../resources/sample')
let sample: Sample
beforeAll(async () => {
  const loaded = await loadSample(RESOURCES)
  if (!loaded.ok) throw new Error(loaded.message)
  sample = loaded.value
})
const places = (node: BodyJson): BodyJson[] => (node.type === 'photo' ? [node] : (node.content ?? []).flatMap(places))
const kinds = (node: BodyJson): string[] => [node.type, ...(node.content ?? []).flatMap(kinds)]
const idsIn = (node: BodyJson): unknown[] => [...(node.attrs && 'blockId' in node.attrs ? [node.attrs['blockId']] : []), ...(node.content ?? []).flatMap(idsIn)]
const heads = (body: BodyJson): unknown[] => (body.content ?? []).filter(({ type }) => type === 'crosshead').map(({ attrs }) => attrs?.['marker'])
const entry = (index: number): Sample['stories'][number] => sample.stories[index]!

describe('the sample newsroom', () => {
  it('has a reporter, an editor who is somebody else, and an admin', () => {
    const { people } = sample.newsroom
    for (const role of ['reporter', 'editor', 'admin']) expect(people.some((person) => person.role === role)).toBe(true)
    for (const key of ['id', 'login', 'name'] as const) expect(new Set(people.map((person) => person[key])).size).toBe(people.length)
  })

  it('claims no telephone, address or filing number that could be anybody\'s', () => {
    const { site } = sample.newsroom
    expect(site.telephone).toMatch(/^000-555/)
    expect(site.email).toMatch(/\.example$/)
    expect(site.licences.every((licence) => licence.includes('00000000'))).toBe(true)
  })

  it('loads the same stories every time', async () => {
    const again = await loadSample(RESOURCES)
    expect(again).toEqual({ ok: true, value: sample })
  })

  it('gives each story to its reporter', () => {
    const reporters = sample.newsroom.people.filter(({ role }) => role === 'reporter').map(({ login }) => login)
    expect(sample.stories.every(({ author }) => reporters.includes(author))).toBe(true)
    expect(new Set(sample.stories.map(({ story }) => story.id)).size).toBe(sample.stories.length)
  })
})

describe('the sample stories', () => {
  it('are a Chinese feature in sections A to E, an English news story, and a Chinese news story in progress', () => {
    const [feature, english, draft] = [entry(0).story, entry(1).story, entry(2).story]
    expect([feature.language, english.language, draft.language]).toEqual(['zh-CN', 'en', 'zh-CN'])
    expect(heads(feature.body)).toEqual(['A', 'B', 'C', 'D', 'E'])
    expect(feature.headline).toMatch(/^\S+ \S+$/)
    expect(feature.deck).toMatch(/^——/)
    expect(feature.body.content?.slice(0, 2).map(({ type }) => type)).toEqual(['paragraph', 'photo'])
    expect(countStory(feature).characters).toBeGreaterThan(1600)
    expect(heads(english.body)).toEqual(['', ''])
    expect(places(english.body)).toHaveLength(2)
    expect(countStory(english).words).toBeGreaterThan(430)
    expect(places(draft.body).map(({ attrs }) => attrs?.['photo'])).toEqual([null])
  })

  it('show an interview, a fact box, a table and lists in both languages, and a photo group', () => {
    const [interview, roundup] = [entry(3).story, entry(4).story]
    expect([interview.language, roundup.language]).toEqual(['zh-CN', 'en'])
    expect(kinds(interview.body)).toEqual(expect.arrayContaining(['editorsNote', 'question', 'answer', 'photoGroup', 'table', 'factBox']))
    expect(kinds(roundup.body)).toEqual(expect.arrayContaining(['question', 'answer', 'briefList', 'table', 'factBox']))
    expect([interview.columnTag, roundup.columnTag]).toEqual(['对话', 'On the Water'])
    expect(interview.contributors).toEqual([{ name: '周砚', role: 'reporter', from: '' }, { name: '林望潮', role: 'correspondent', from: '' }])
    expect(roundup.contributors).toEqual([{ name: 'Zhou Yan', role: 'reporter', from: '' }, { name: 'Lin Wangchao', role: 'correspondent', from: '' }])
    for (const { story } of [entry(3), entry(4)]) expect(preflight(story).filter(({ severity }) => severity === 'block')).toEqual([])
  })

  it('pass preflight when they are finished; the one in progress waits for its picture', () => {
    expect(preflight(entry(0).story)).toEqual([])
    expect(preflight(entry(1).story).filter(({ severity }) => severity === 'block')).toEqual([])
    expect(preflight(entry(2).story).filter(({ severity }) => severity === 'block').map(({ code }) => code)).toEqual(['photo-missing', 'caption-missing', 'alt-missing'])
  })

  it('follow the body schema, carry ids of their own, and can be signed', () => {
    for (const { story } of sample.stories) {
      expect(parseBody(story.body).ok).toBe(true)
      const ids = idsIn(story.body)
      expect(ids.length).toBeGreaterThanOrEqual((story.body.content ?? []).length)
      expect(new Set(ids).size).toBe(ids.length)
      expect(() => canonicalBytes(story)).not.toThrow()
    }
  })
})

describe('the sample pictures', () => {
  it('are what the stories\' records say, each shown once', async () => {
    const used = sample.stories.flatMap(({ story, photos }) => photos.map(({ sha256, file }) => ({ photo: story.photos[sha256]!, file })))
    for (const { photo, file } of used) {
      const bytes = await readFile(file)
      const { width, height, format } = await sharp(bytes).metadata()
      expect({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, width, height, type: `image/${format}` }).toEqual({
        sha256: photo.sha256, bytes: photo.bytes, width: photo.width, height: photo.height, type: photo.mediaType,
      })
    }
    expect(used.map(({ photo }) => photo.name).sort()).toEqual((await readdir(join(RESOURCES, 'photos'))).sort())
  })

  it('are 1600 x 1067, between 60 and 250 kB', async () => {
    for (const { photos, story } of sample.stories)
      for (const { file, sha256 } of photos) {
        expect(story.photos[sha256]).toMatchObject({ width: 1600, height: 1067 })
        const { size } = await stat(file)
        expect(size).toBeGreaterThan(60_000)
        expect(size).toBeLessThan(250_000)
      }
  })

  it('carry their captions and credits inside', async () => {
    for (const { story, photos } of sample.stories)
      for (const place of places(story.body)) {
        const file = photos.find(({ sha256 }) => sha256 === place.attrs?.['photo'])?.file
        if (file === undefined) continue
        const tags = ExifReader.load(await readFile(file), { expanded: true }).xmp
        expect(tags?.['description']?.description).toBe(place.content?.[0]?.text)
        expect(tags?.['Credit']?.description).toBe(place.attrs?.['credit'])
      }
  })
})

describe('a damaged sample', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stet-sample-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  const spoil = async (name: string, change: (text: string) => string | null): Promise<unknown> => {
    for (const file of ['newsroom.json', 'stories.json', 'photos.json']) await cp(join(RESOURCES, file), join(folder, file))
    const spoilt = change(await readFile(join(folder, name), 'utf8'))
    if (spoilt === null) await rm(join(folder, name))
    else await writeFile(join(folder, name), spoilt)
    return loadSample(folder)
  }

  it.each<[string, string, (text: string) => string | null]>([
    ['a missing file', 'newsroom.json', () => null],
    ['half a file', 'stories.json', (text) => text.slice(0, 500)],
    ['a field nobody knows', 'newsroom.json', (text) => text.replace('"tagline"', '"slogan"')],
    ['a short password', 'newsroom.json', (text) => text.replace('reporter-linlan', 'short')],
    ['an address that is no web address', 'newsroom.json', (text) => text.replace('http://localhost/', 'javascript:alert(1)')],
    ['a picture that is not there', 'stories.json', (text) => text.replace('tea.jpg', 'coffee.jpg')],
    ['an author nobody knows', 'stories.json', (text) => text.replace('"author": "zhouyan"', '"author": "nobody"')],
    ['a marker no section can have', 'stories.json', (text) => text.replace('"marker": "A"', '"marker": "第一部分"')],
    ['a digest that is none', 'photos.json', (text) => text.replace(/"sha256": "[0-9a-f]{6}/, '"sha256": "zzzzzz')],
  ])('rejects %s and names the file', async (_, name, change) => {
    expect(await spoil(name, change)).toMatchObject({ ok: false, code: 'sample-invalid', details: { file: name } })
  })

  it('is the only thing rejected: the copy as it was loads', async () => {
    expect(await spoil('stories.json', (text) => text)).toMatchObject({ ok: true })
  })
})
