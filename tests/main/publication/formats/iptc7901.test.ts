import { expect, test } from 'vitest'

import { iptc7901 } from '../../../../src-main/publication/formats/iptc7901/iptc7901'
import type { Story } from '../../../../src-shared/story/story'
import { more } from '../../../support/every-block'
import { drawPhotos } from '../../../support/sample-photos'
import { block, chineseStory, englishStory } from '../../../support/sample-story'
import { formatSuite, storyOf, subject } from './suite'

/** A message as a wire's reader takes it apart, control character by control character, knowing nothing of us. */
const received = (bytes: Uint8Array | undefined) => {
  const raw = Buffer.from(bytes ?? [])
  // No byte of another character may look like one of these: in UTF-8 none does.
  const at = [1, 2, 3, 4].map((code) => raw.indexOf(code))
  expect([1, 2, 3, 4].map((code) => raw.filter((byte) => byte === code).length)).toEqual([1, 1, 1, 1])
  expect(at).toEqual([...at].sort((a, b) => a - b))
  const [soh = 0, stx = 0, etx = 0, eot = 0] = at
  expect(soh).toBe(0)
  expect(eot).toBe(raw.length - 1)
  const part = (from: number, to: number): string => raw.subarray(from + 1, to).toString('utf8')
  const [first = '', ...keywords] = part(soh, stx).split('\r\n').filter(Boolean)
  const [, source, number, priority, category, count, encoding] = /^([a-z]{3})(\d{3,4}) ([1-6]) ([a-z]) (\d+) (.+)$/.exec(first) ?? []
  const lines = part(stx, etx).split('\r\n')
  return { source, number, priority, category, count: Number(count), encoding, keywords, headline: lines[0] ?? '', lines: lines.slice(1), filed: part(etx, eot).trim() }
}

const sent = async (story: Story, photos: Awaited<ReturnType<typeof drawPhotos>>) => received((await iptc7901.files(subject(story, photos)))[0]?.bytes)

formatSuite(iptc7901, ([file]) => {
  const { headline, lines } = received(file?.bytes)
  return Promise.resolve([headline, ...lines].join('\n').replaceAll('\u001f', ' '))
})

test('is one message: source and number, priority, category, count, encoding; keywords; headline and text; when it was filed', async () => {
  const photos = await drawPhotos()
  const message = await sent(chineseStory(photos.map(({ photo }) => photo)), photos)
  expect(message).toMatchObject({ source: 'stt', priority: '4', category: 'a', encoding: 'UTF-8', keywords: ['职工夜校/技能培训/临江'], headline: '江畔夜校亮灯一百天', filed: '120100 MAR 26' })
  expect(message.number).toMatch(/^\d{4}$/)
  expect(message.count).toBeGreaterThan(400)
  expect(message.lines.find((line) => line.includes('晚上七点半，临江老码头'))).toMatch(/^\u3000\u3000本报讯\u3000/)
  expect(message.lines).toContain('A 看懂第一张图纸')
})

test('counts words in English, and indents as English copy is', async () => {
  const photos = await drawPhotos()
  const story = englishStory(photos.map(({ photo }) => photo))
  const message = await sent(story, photos)
  const split = (story.body.content ?? []).flatMap(({ content }) => (content ?? []).flatMap(({ text }) => (text ?? '').split(/\s+/))).length
  // "6:40" is two words to an editor.
  expect(Math.abs(message.count - split)).toBeLessThan(3)
  expect(message.lines.find((line) => line.includes('It takes nine minutes longer'))).toMatch(/^ {3}“/)
})

test('divides a table by the separator wires know, a row a line, and lets no control character of a text through', async () => {
  const photos = await drawPhotos()
  const message = await sent(storyOf(photos, more.table('t', more.row(more.cell('tableHeader', '年份'), more.cell('tableHeader', '人数')), more.row(more.cell('tableCell', '去年'), more.cell('tableCell', '四十\t名'))), block.paragraph('x', 'a\u0002b\u0003c\u001fd')), photos)
  expect(message.lines).toContain('年份\u001f人数')
  expect(message.lines).toContain('去年\u001f四十 名')
  expect(message.lines.some((line) => line.endsWith('abcd'))).toBe(true)
})

test('is lines of copy alone: every block and mark that means more is said to be lost as what it is', () => {
  expect(iptc7901.carries.blocks).toMatchObject({ photo: 'plain', table: 'plain', bold: 'plain', crosshead: 'plain' })
})
