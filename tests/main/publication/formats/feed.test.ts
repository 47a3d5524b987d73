import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'

import { feed } from '../../../../src-main/publication/formats/feed/feed'
import type { FormatFile } from '../../../../src-main/publication/formats/format'
import { everyBlockStory } from '../../../support/every-block'
import { attributeOf, fragmentOf, nodesOf, shownIn } from '../../../support/html-nodes'
import { drawPhotos } from '../../../support/sample-photos'
import { block, chineseStory } from '../../../support/sample-story'
import { formatSuite, storyOf, subject } from './suite'

const words = (html: string | undefined): string => shownIn(fragmentOf(html ?? ''))

/** An entry as a feed reader has it, by each of the three. */
const entriesOf = (files: readonly FormatFile[]) => {
  const [rss = '', atom = '', json = ''] = files.map(({ bytes }) => new TextDecoder().decode(bytes))
  const [inRss] = parseRssFeed(rss).items ?? []
  const [inAtom] = parseAtomFeed(atom).entries ?? []
  const [inJson] = parseJsonFeed(json).items ?? []
  return { inRss, inAtom, inJson, titles: [parseRssFeed(rss).title, parseAtomFeed(atom).title?.value, parseJsonFeed(json).title] }
}

formatSuite(feed, (files) => {
  const { inRss, inAtom, inJson } = entriesOf(files)
  const [ofRss, ofAtom, ofJson] = [`${inRss?.title ?? ''}\n${words(inRss?.content?.encoded)}`, `${words(inAtom?.title?.value)}\n${words(inAtom?.content?.value)}`, `${inJson?.title ?? ''}\n${words(inJson?.content_html)}`]
  expect(ofAtom).toBe(ofJson)
  expect(ofRss).toBe(ofJson)
  return Promise.resolve(ofJson)
})

test('says the same of an article in RSS, Atom and JSON Feed: its name, times, byline and summary', async () => {
  const photos = await drawPhotos()
  const story = chineseStory(photos.map(({ photo }) => photo))
  const { inRss, inAtom, inJson } = entriesOf(await feed.files(subject(story, photos)))
  const id = `urn:uuid:${story.id}`
  expect([inRss?.guid?.value, inAtom?.id, inJson?.id]).toEqual([id, id, id])
  expect(inRss?.guid?.isPermaLink).toBe(false)
  expect([inRss?.title, inAtom?.title?.value, inJson?.title]).toEqual(Array.from({ length: 3 }, () => story.headline))
  expect([words(inRss?.description), words(inAtom?.summary?.value), inJson?.summary]).toEqual(Array.from({ length: 3 }, () => story.summary))
  expect([inRss?.dc?.creators?.[0], inAtom?.authors?.[0]?.name, inJson?.authors?.[0]?.name]).toEqual(Array.from({ length: 3 }, () => story.byline))
  expect([inRss?.pubDate, inAtom?.published, inJson?.date_published].map((time) => new Date(time ?? 0).toISOString())).toEqual(Array.from({ length: 3 }, () => '2026-03-12T01:10:00.000Z'))
  expect([inAtom?.updated, inJson?.date_modified]).toEqual(['2026-03-12T01:00:00.000Z', '2026-03-12T01:00:00.000Z'])
  expect(inJson?.tags).toEqual(story.keywords)
})

test('shows each photo where the package has it, seen from the folder of feeds', async () => {
  const photos = await drawPhotos()
  const { inAtom } = entriesOf(await feed.files(subject(everyBlockStory(photos.map(({ photo }) => photo)), photos)))
  const images = nodesOf(fragmentOf(inAtom?.content?.value ?? '')).filter(({ nodeName }) => nodeName === 'img')
  expect(images.length).toBeGreaterThan(1)
  expect(images.every((node) => /^\.\.\/photos\/web\/[0-9a-f]{64}\.jpg$/.test(attributeOf(node, 'src') ?? ''))).toBe(true)
})

test('is well-formed and loses no character of a headline, byline, summary or keyword that means something to XML', async () => {
  const photos = await drawPhotos()
  const odd = 'a & b < c > "d" \'e\' &amp; <b>f</b>'
  const { inRss, inAtom, inJson, titles } = entriesOf(await feed.files(subject({ ...storyOf(photos, block.paragraph('x', '文')), headline: odd, byline: odd, summary: odd, keywords: [odd] }, photos)))
  expect(titles).toEqual([odd, odd, odd])
  expect([inRss?.title, words(inAtom?.title?.value), inJson?.title]).toEqual([odd, odd, odd])
  expect([words(inRss?.description), words(inAtom?.summary?.value), inJson?.summary]).toEqual([odd, odd, odd])
  expect([inRss?.dc?.creators?.[0], inAtom?.authors?.[0]?.name, inJson?.authors?.[0]?.name]).toEqual([odd, odd, odd])
})
