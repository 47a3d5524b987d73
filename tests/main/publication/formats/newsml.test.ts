import { join } from 'node:path'

import { beforeAll, describe, expect, test } from 'vitest'

import { newsml } from '../../../../src-main/publication/formats/newsml/newsml'
import type { Story } from '../../../../src-shared/story/story'
import { iptcSchema, schemaLacks } from '../../../support/iptc'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { xmllint } from '../../../support/xmllint'
import { formatSuite, subject } from './suite'
import { readXml, wireStories } from './wire'

formatSuite(newsml, readXml)

const PROFILE = join(import.meta.dirname, '../../../fixtures/wire-profiles/newsml.rng')
const PHOTO_PROFILE = join(import.meta.dirname, '../../../fixtures/wire-profiles/newsml-photo.rng')

describe.skipIf(!judgeThere(test, 'xmllint, the judge of NewsML-G2', 'xmllint'))('NewsML-G2 by xmllint', () => {
  let photos: DrawnPhoto[]
  let stories: Record<string, Story>
  beforeAll(async () => {
    photos = await drawPhotos()
    stories = wireStories(photos)
  })
  const made = async (story: Story): Promise<string> => new TextDecoder().decode((await newsml.files(subject(story, photos)))[0]?.bytes)
  const all = async (judge: (document: string) => string): Promise<void> => {
    for (const [name, story] of Object.entries(stories)) expect([name, judge(await made(story))]).toEqual([name, ''])
  }

  test('fits our profile of a NewsML-G2 2.35 text item, whatever a story holds', async () => {
    await all((document) => xmllint('relaxng', PROFILE, document))
  })

  const items = async (story: Story): Promise<string[]> => (await newsml.files(subject(story, photos))).slice(1).map(({ bytes }) => new TextDecoder().decode(bytes))

  test('has each photo as a picture item of its own, which fits our profile and is the one the text links', async () => {
    for (const [name, story] of Object.entries(stories)) {
      const links = [...(await made(story)).matchAll(/ residref="([^"]*)"/g)].map(([, id]) => id)
      const pictures = await items(story)
      expect([name, ...pictures.map((each) => / guid="([^"]*)"/.exec(each)?.[1])]).toEqual([name, ...links])
      for (const each of pictures) expect([name, xmllint('relaxng', PHOTO_PROFILE, each)]).toEqual([name, ''])
    }
  })

  test('offers the renditions of a photo as remote content, with their size in pixels and bytes', async () => {
    const [first = '', second = ''] = await items(stories['every detail'] as Story)
    expect([...first.matchAll(/<remoteContent href="photos\/(\w+)\/[^"]*" size="\d+" contenttype="image\/jpeg"(?: renditionuri="[^"]*\/(\w+)")? width="1600" height="1067"\/>/g)].map(([, name, code]) => [name, code])).toEqual([['web', 'lowRes'], ['print', 'highRes'], ['social', undefined], ['cover', undefined], ['original', undefined]])
    expect(second.match(/<remoteContent /g)).toHaveLength(3)
    expect(xmllint('relaxng', PHOTO_PROFILE, first.replace(/ size="\d+"/, ''))).not.toBe('')
  })

  const schema = iptcSchema('newsml')
  test.skipIf(schema === null)(schema === null ? schemaLacks('newsml') : 'is valid by IPTC’s own schema', async () => {
    await all((document) => xmllint('schema', schema ?? '', document))
    for (const story of Object.values(stories)) for (const each of await items(story)) expect(xmllint('schema', schema ?? '', each)).toBe('')
  })

  test.each([
    ['an item without its id', / guid="[^"]*"/, ''],
    ['an item without a provider', /<provider .*?<\/provider>/, ''],
    ['the provider before the class', /(<itemClass [^>]*\/>)(<provider .*?<\/provider>)/, '$2$1'],
    ['a time that is none', /<versionCreated>[^<]*/, '<versionCreated>yesterday'],
    ['a version that is no number', 'version="2"', 'version="two"'],
    ['a keyword of two lines', '<keyword>', '<keyword>a\nb'],
    ['content outside a rendition', '<contentSet>', '<contentSet>words'],
    ['NITF that is none', '<hl1>', '<hl9/><hl1>'],
    ['a language nobody can read', 'tag="zh-CN"', 'tag="中文"'],
  ])('the profile refuses %s', async (_, from, to) => {
    const good = await made(stories['every detail'] as Story)
    const bad = good.replace(from, to)
    expect(bad).not.toBe(good)
    expect(xmllint('relaxng', PROFILE, bad)).not.toBe('')
  })

  test('links each photo with what it is and what is said of it, and names people by what they did', async () => {
    const document = await made(stories['every detail'] as Story)
    expect(document.match(/<link /g)).toHaveLength(photos.length)
    expect(document).toMatch(/<link [^>]*rank="1" href="photos\/web\/[0-9a-f]{64}\.jpg" residref="ni:\/\/\/sha-256;[\w-]{43}" contenttype="image\/jpeg" title="江边的小楼与远山，夕阳低垂"><itemClass uri="[^"]*\/ninature\/picture"\/><creditline>沈牧 摄<\/creditline><description>傍晚的老码头/)
    expect(document).toContain('<creator literal="沈牧"><name>沈牧</name></creator><contributor literal="何雨晴"><name>何雨晴</name></contributor>')
    expect(document).toContain('<embargoed>2026-03-12T06:00:00+08:00</embargoed>')
    expect(document).toContain('<keyword>职工 夜校</keyword>')
  })

  test('names who signed as provider where a piece names no house', async () => {
    expect(await made(stories['nothing'] as Story)).toContain('<provider literal="周岚"><name>周岚</name></provider>')
  })
})
