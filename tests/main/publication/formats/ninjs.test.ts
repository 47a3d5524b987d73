import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { ninjs } from '../../../../src-main/publication/formats/ninjs/ninjs'
import type { Story } from '../../../../src-shared/story/story'
import { iptcSchema, schemaLacks } from '../../../support/iptc'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { formatSuite, subject, type ReadBack } from './suite'
import { wireStories } from './wire'

const named = z.array(z.looseObject({ name: z.string() })).default([])
const said = z.array(z.object({ role: z.string(), contentType: z.string(), value: z.string() }))
const readSchema = z.looseObject({ by: z.string().default(''), headlines: said, bodies: said, infoSources: named, associations: z.array(z.looseObject({ by: z.string().optional(), descriptions: said.optional() })).default([]) })

const textOf = (node: DefaultTreeAdapterTypes.Node): string => ('value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '')

const parsed = (bytes: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes))
const bodyOf = (bodies: z.infer<typeof said>, type: string): string => bodies.find(({ contentType }) => contentType === type)?.value ?? ''

/** The words by the HTML body, or by the plain one. */
const readBack = (type: 'text/html' | 'text/plain'): ReadBack => ([file]) => {
  const item = readSchema.parse(parsed(file?.bytes))
  const body = bodyOf(item.bodies, type)
  return Promise.resolve([...item.headlines.map(({ value }) => value), item.by, ...item.infoSources.map(({ name }) => name), type === 'text/html' ? textOf(parseFragment(body)) : body].join('\n'))
}

describe('by its HTML body', () => {
  formatSuite(ninjs, readBack('text/html'))
})
describe('by its plain body', () => {
  formatSuite(ninjs, readBack('text/plain'))
})

const PROFILE = join(import.meta.dirname, '../../../fixtures/wire-profiles/ninjs.json')
const schemaOf = (path: string): object => z.looseObject({}).parse(JSON.parse(readFileSync(path, 'utf8')))

describe('ninjs by ajv', () => {
  let photos: DrawnPhoto[]
  let stories: Record<string, Story>
  const fits = new Ajv2020({ allErrors: true }).compile(schemaOf(PROFILE))
  beforeAll(async () => {
    photos = await drawPhotos()
    stories = wireStories(photos)
  })
  const made = async (story: Story): Promise<Record<string, unknown>> => z.record(z.string(), z.unknown()).parse(parsed((await ninjs.files(subject(story, photos)))[0]?.bytes))
  const all = async (judge: ValidateFunction): Promise<void> => {
    for (const [name, story] of Object.entries(stories)) {
      judge(await made(story))
      expect([name, judge.errors ?? []]).toEqual([name, []])
    }
  }

  test('fits our profile of ninjs 3.1, whatever a story holds', async () => {
    await all(fits)
  })

  const schema = iptcSchema('ninjs')
  test.skipIf(schema === null)(schema === null ? schemaLacks('ninjs') : 'is valid by IPTC’s own schema, which refuses what is not', async () => {
    // Formats are notes in this draft; the places the schema takes from GeoJSON are none of ours.
    const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false }).addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json' })
    const valid = ajv.compile(schemaOf(schema ?? ''))
    await all(valid)
    const good = await made(stories['every detail'] as Story)
    for (const bad of [{ ...good, headline: 'x' }, { ...good, type: 'story' }, { ...good, uri: undefined }, { ...good, bodies: [{ contentType: 'text/plain' }] }, { ...good, associations: [{ name: 'x' }] }]) expect(valid(JSON.parse(JSON.stringify(bad)))).toBe(false)
  })

  test.each<[string, (good: Record<string, unknown>) => Record<string, unknown>]>([
    ['an item without its uri', ({ uri: _, ...rest }) => rest],
    ['a kind nobody knows', (good) => ({ ...good, type: 'story' })],
    ['a property of no name', (good) => ({ ...good, headline: 'x' })],
    ['a version that is a number', (good) => ({ ...good, version: 2 })],
    ['a time that is none', (good) => ({ ...good, versionCreated: '12 March' })],
    ['a headline without words', (good) => ({ ...good, headlines: [{ role: 'main', contentType: 'text/plain', value: '' }] })],
    ['a control character', (good) => ({ ...good, title: 'a\u0007b' })],
    ['a photo without its rendition', (good) => ({ ...good, associations: [{ name: 'photo-1', uri: 'urn:x', rel: 'picture', type: 'picture', language: 'en' }] })],
  ])('the profile refuses %s', async (_, broken) => {
    expect(fits(broken(await made(stories['every detail'] as Story)))).toBe(false)
  })

  test('says headlines, subjects, sources, embargo and photos by their names', async () => {
    const item = await made(stories['every detail'] as Story)
    expect(item).toMatchObject({
      uri: 'urn:uuid:6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10',
      version: '2',
      versionCreated: '2026-03-12T01:00:00Z',
      embargoedUntil: '2026-03-12T06:00:00+08:00',
      by: '本报记者 沈牧 通讯员 何雨晴',
      headlines: [{ role: 'main', value: '江畔夜校亮灯一百天' }, { role: 'kicker' }, { role: 'deck' }],
      genres: [{ name: '深读' }],
      infoSources: [{ name: '临江日报', role: 'source' }, { name: '沈牧', role: 'reporter' }, { name: '何雨晴', role: 'photographer' }, { name: '周岚', role: 'responsibleEditor' }],
      associations: [{ name: 'photo-1', by: '沈牧 摄', descriptions: [{ role: 'caption' }, { role: 'alt', value: '江边的小楼与远山，夕阳低垂' }], renditions: ['web', 'print', 'social', 'cover', 'original'].map((name) => ({ name, href: `photos/${name}/${photos[0]?.photo.sha256 ?? ''}.jpg`, width: 1600, height: 1067, sizeInBytes: photos[0]?.bytes.length })) }, { renditions: [{ name: 'web' }, { name: 'print' }, { name: 'original' }] }, {}],
    })
    expect(item['subjects']).toContainEqual({ name: '职工之家', rel: 'channel', literal: '工会/职工之家' })
    expect(item['subjects']).toContainEqual({ name: 'a & b', rel: 'keyword' })
  })

  test('holds the text alone in its bodies: no headline, no line of time', async () => {
    const { bodies } = readSchema.parse(await made(stories['a Chinese feature'] as Story))
    const plain = bodyOf(bodies, 'text/plain')
    expect(plain.startsWith('本报讯\u3000晚上七点半')).toBe(true)
    expect(plain).not.toContain('江畔夜校亮灯一百天')
    expect(plain.trimEnd().endsWith('责任编辑:周岚')).toBe(true)
  })
})
