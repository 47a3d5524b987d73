import { describe, expect, test } from 'vitest'

import { preflight } from '../../../src-shared/review/preflight'
import type { Notes } from '../../../src-shared/story/notes'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { block, chineseStory, englishStory } from '../../support/sample-story'

const DIGEST = 'a'.repeat(64)
const photo = { sha256: DIGEST, mediaType: 'image/jpeg', width: 10, height: 10, bytes: 10, name: 'a.jpg' } as const
const story = (change: Partial<Story> = {}): Story => ({ ...englishStory([photo]), ...change })
const found = (change: Partial<Story>): string[] => preflight(story(change)).map(({ code, severity, place }) => `${severity} ${code} ${'field' in place ? place.field : place.block}`)
const body = (...content: BodyJson[]): { body: BodyJson } => ({ body: { type: 'doc', content } })
const text = block.paragraph('b1', 'Words enough.')

test('nothing stands between a finished story and the desk', () => {
  expect(preflight(story()).filter(({ severity }) => severity === 'block')).toEqual([])
  const photos = ['a', 'b', 'c'].map((letter) => ({ ...photo, sha256: letter.repeat(64) }))
  expect(preflight(chineseStory(photos)).filter(({ severity }) => severity === 'block')).toEqual([])
})

describe('preflight finds', () => {
  test.each([
    ['a headline of spaces', { headline: '  ' }, 'block headline-missing headline'],
    ['no byline', { byline: '' }, 'block byline-missing byline'],
    ['no channel', { channel: [] }, 'block channel-missing channel'],
    ['no source', { source: ' ' }, 'block source-missing source'],
    ['a Chinese headline longer than two lines', { language: 'zh-CN', headline: '长'.repeat(61) }, 'warn headline-long headline'],
    ['an English headline longer than two lines', { headline: 'w'.repeat(111) }, 'warn headline-long headline'],
    ['a body without a word', body(block.paragraph('b1', '……')), 'block body-empty b1'],
    ['a place without its picture', body(text, block.photo('b2', null, 'c', 'd', 'e')), 'block photo-missing b2'],
    ['a picture the story does not name', body(text, block.photo('b2', 'b'.repeat(64), 'c', 'd', 'e')), 'block photo-missing b2'],
    ['a photo without caption', body(text, block.photo('b2', DIGEST, '', 'd', 'e')), 'block caption-missing b2'],
    ['a photo without credit, which may pass', body(text, block.photo('b2', DIGEST, 'c', ' ', 'e')), 'warn credit-missing b2'],
    ['a photo without alt text', body(text, block.photo('b2', DIGEST, 'c', 'd', '')), 'block alt-missing b2'],
    ['a section header without words', body(text, { type: 'crosshead', attrs: { blockId: 'b2', marker: 'A' } }), 'block crosshead-empty b2'],
    ['a suggestion nobody has answered', body(block.paragraph('b1', 'a', { type: 'text', text: 'b', marks: [{ type: 'insertion', attrs: { id: 's' } }] }, { type: 'text', text: 'c', marks: [{ type: 'deletion', attrs: { id: 's' } }] })), 'block suggestion-open b1'],
    ['a comment, which may pass', body(block.paragraph('b1', { type: 'text', text: 'b', marks: [{ type: 'comment', attrs: { id: 't' } }] })), 'warn comment-open b1'],
    ['a fact box without a title', body(text, { type: 'factBox', attrs: { blockId: 'b2' }, content: [{ type: 'boxTitle' }, block.paragraph('b3', 'w')] }), 'block fact-box-untitled b2'],
    ['a related article without a headline', body(text, { type: 'subArticle', attrs: { blockId: 'b2' }, content: [{ type: 'subHeadline' }, { type: 'subByline' }, block.paragraph('b3', 'w')] }), 'block sub-article-untitled b2'],
    ['a media card without an address', body(text, { type: 'mediaCard', attrs: { blockId: 'b2', kind: 'video', url: '' }, content: [{ type: 'text', text: 'w' }] }), 'block media-missing b2'],
    ['a footnote without words, at its paragraph', body(text, block.paragraph('b2', 'w', { type: 'footnote', attrs: { text: ' ' } })), 'block footnote-empty b2'],
    ['a footnote without words in a table, at the paragraph of its cell', body(text, { type: 'table', attrs: { blockId: 'b2' }, content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [block.paragraph('b3', 'w', { type: 'footnote', attrs: { text: '' } })] }] }] }), 'block footnote-empty b3'],
    ['a table without words', body(text, { type: 'table', attrs: { blockId: 'b2' }, content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [block.paragraph('b3')] }] }] }), 'block table-empty b2'],
    ['a photo of a group without alt text, inside a box', body(text, { type: 'factBox', attrs: { blockId: 'b2' }, content: [{ type: 'boxTitle', content: [{ type: 'text', text: 't' }] }, { type: 'photoGroup', attrs: { blockId: 'b3' }, content: [block.photo('b4', DIGEST, 'c', 'd', 'e'), block.photo('b5', DIGEST, 'c', 'd', '')] }] }), 'block alt-missing b5'],
    ['a link to a script', body(block.paragraph('b1', { type: 'text', text: 'go', marks: [{ type: 'link', attrs: { href: 'java\tscript:alert(1)' } }] })), 'block link-unsafe b1'],
  ] satisfies [string, Partial<Story>, string][])('%s', (_, change, expected) => {
    expect(found(change)).toEqual([expected])
  })

  test('what is suggested and asked of fields, with the notes of the draft, and no comment that was resolved', () => {
    const remarks = [{ id: 'r', by: 'Ann', at: '2026-11-28T09:00:00Z', text: '?' }]
    const commented = body(block.paragraph('b1', { type: 'text', text: 'Words', marks: [{ type: 'comment', attrs: { id: 't' } }] }))
    const notes: Notes = {
      threads: [{ id: 't', quote: 'Words', remarks, resolvedAt: '2026-11-28T10:00:00Z' }, { id: 'u', quote: '', remarks, resolvedAt: null, field: 'deck' }, { id: 'v', quote: '', remarks, resolvedAt: '2026-11-28T10:00:00Z', field: 'kicker' }],
      suggestions: {},
      fields: [{ id: 'f', field: 'headline', was: 'a', value: 'b', by: 'Ann', at: '2026-11-28T09:00:00Z' }],
    }
    expect(preflight(story(commented), notes).map(({ code, severity, place }) => `${severity} ${code} ${'field' in place ? place.field : place.block}`)).toEqual(['block suggestion-open headline', 'warn comment-open deck'])
    expect(found(commented)).toEqual(['warn comment-open b1'])
  })

  test('nothing wrong with a headline that just fits', () => {
    expect(found({ language: 'zh-CN', headline: '长'.repeat(60) })).toEqual([])
    expect(found({ headline: 'w'.repeat(110) })).toEqual([])
  })

  test('nothing wrong with boxes, cards, notes and tables that say what they must', () => {
    const change = body(
      text,
      { type: 'factBox', attrs: { blockId: 'b2' }, content: [{ type: 'boxTitle', content: [{ type: 'text', text: 't' }] }, block.paragraph('b3')] },
      { type: 'mediaCard', attrs: { blockId: 'b4', kind: 'audio', url: 'https://example.org/a' } },
      block.paragraph('b5', 'w', { type: 'footnote', attrs: { text: 'n' } }),
      { type: 'question', attrs: { blockId: 'b6', speaker: '' } },
      { type: 'liveEntry', attrs: { blockId: 'b7', time: '' }, content: [block.paragraph('b8')] },
    )
    expect(found(change)).toEqual([])
  })

  test('every photo by its number, in reading order', () => {
    const change = body(block.photo('p1', null, '', '', ''), text, block.photo('p2', DIGEST, 'c', 'd', ''))
    expect(preflight(story(change)).map(({ code, details }) => [code, details['number']])).toEqual([['photo-missing', 1], ['caption-missing', 1], ['credit-missing', 1], ['alt-missing', 1], ['alt-missing', 2]])
  })
})
