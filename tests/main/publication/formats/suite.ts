import { beforeAll, describe, expect, test } from 'vitest'

import type { Format, FormatFile, Subject } from '../../../../src-main/publication/formats/format'
import { subjectOf } from '../../../../src-main/publication/formats/subject'
import { bodySchema } from '../../../../src-shared/story/body'
import type { BodyJson, Story } from '../../../../src-shared/story/story'
import { EVERY, everyBlockStory, more, UNRESOLVED } from '../../../support/every-block'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { bit, block, chineseStory, englishStory } from '../../../support/sample-story'

/** Reads a format's files back as a stranger's program would, into the words a reader meets, in reading order. */
export type ReadBack = (files: readonly FormatFile[]) => Promise<string>

/** What is made of a story, its pictures those of the sample. */
export const subject = (story: Story, photos: readonly DrawnPhoto[]): Subject =>
  subjectOf({ story, time: '2026-03-12T09:10:00+08:00', editor: '周岚' }, { revision: { number: 2, sha256: 'c'.repeat(64) }, signedAt: '2026-03-12T01:00:00Z' }, (path) => {
    const photo = photos.find((each) => path.includes(each.photo.sha256))
    return photo ? Promise.resolve(photo.bytes) : Promise.reject(new Error(`no picture ${path}`))
  })

/** A story of these blocks alone. */
export const storyOf = (photos: readonly DrawnPhoto[], ...content: BodyJson[]): Story => ({ ...chineseStory(photos.map(({ photo }) => photo)), dateline: '', byline: '', body: { type: 'doc', content } })

/** Every word in its order, line ends and blanks aside. */
export const inOrder = (text: string, words: readonly string[]): string[] => {
  const squeezed = text.replace(/\s+/gu, '')
  const missing: string[] = []
  let from = 0
  for (const word of words) {
    const at = squeezed.indexOf(word.replace(/\s+/gu, ''), from)
    if (at === -1) missing.push(word)
    else from = at + word.replace(/\s+/gu, '').length
  }
  return missing
}

/** What every format must be: whole, in order, escaped once, the same every time. */
export const formatSuite = (format: Format, readBack: ReadBack): void => {
  describe(`the format ${format.id}`, () => {
    let photos: DrawnPhoto[]
    beforeAll(async () => {
      photos = await drawPhotos()
    })
    const made = async (story: Story): Promise<readonly FormatFile[]> => format.files(subject(story, photos))
    const read = async (...content: BodyJson[]): Promise<string> => readBack(await made(storyOf(photos, ...content)))

    const printed = Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name))
    test.each(printed)('prints every word of %s, in order', async (_, { block: node, words }) => {
      expect(inOrder(await read(node, more.paragraph('收尾')), [...words.filter((word) => word !== '注的话'), '收尾', ...words.filter((word) => word === '注的话')])).toEqual([])
    })

    test('knows every node and mark of the story schema: an example of each is printed above', () => {
      const { nodes, marks } = bodySchema()
      expect([...Object.keys(nodes), ...Object.keys(marks)].filter((name) => !(name in EVERY))).toEqual([])
      expect(Object.keys(format.carries.blocks).filter((name) => !(name in nodes) && !(name in marks))).toEqual([])
    })

    test('prints the head, the byline, the correction, footnotes, source and editor of a whole story, in Chinese and English', async () => {
      const story: Story = { ...chineseStory(photos.map(({ photo }) => photo)), columnTag: '深读', originalHeadline: '夜校百日', correction: { story: null, headline: '旧稿', printedOn: '3月1日', text: '人数应为四十。' } }
      expect(inOrder(await readBack(await made(story)), [story.headline])).toEqual([])
      const text = (await readBack(await made(story))).replace(/\s+/gu, '')
      for (const words of [story.kicker, story.headline, story.deck, story.byline, '旧稿', '人数应为四十。', '夜校百日', '临江日报']) expect(text).toContain(words.replace(/\s+/gu, ''))
      const english = englishStory([])
      expect(inOrder(await readBack(await made({ ...english, photos: {}, body: { type: 'doc', content: (english.body.content ?? []).filter(({ type }) => type !== 'photo') } })), [english.headline])).toEqual([])
    })

    test('keeps a marker with its title, and a caption with its photo', async () => {
      const text = await read(more.paragraph('甲'), block.crosshead('h', '一、', '开头'), more.photo('晨雾里的渡口', '林小满', { photo: photos[0]?.photo.sha256 }), more.paragraph('乙'))
      expect(text.replace(/\s+/gu, '')).toMatch(/一、.{0,2}开头/)
      expect(inOrder(text, ['甲', '一、', '开头', '晨雾里的渡口', '林小满', '乙'])).toEqual([])
    })

    test('escapes each text once, whatever it holds', async () => {
      const odd = 'a & b < c > "d" \'e\' &amp; <b>f</b> ]]> *g* _h_ [i](j) # k | l \\ m `n` {o} $p$ ~q~'
      const text = await read(block.paragraph('x', odd), block.crosshead('y', '', odd), more.pullQuote('z', odd, odd), more.photo(odd, odd, { photo: photos[0]?.photo.sha256, alt: odd }))
      expect(inOrder(text, [odd, odd, odd])).toEqual([])
      expect(text).not.toContain('&amp;amp;')
    })

    test('carries scripts, bidirectional text, emoji and the rarest characters as they are, and no control characters', async () => {
      const rare = '𠮷野家 👩‍👩‍👧 العربية ‏עברית‎ é\u0301 ﷽ 〇'
      const text = await read(block.paragraph('x', rare), block.paragraph('y', 'bell\u0007 here\u0000'))
      expect(inOrder(text, [rare, 'bell', 'here'])).toEqual([])
    })

    test('is the same bytes every time', async () => {
      const story = everyBlockStory(photos.map(({ photo }) => photo))
      const [once, again] = [await made(story), await made(story)]
      expect(once.map(({ path }) => path)).toEqual(again.map(({ path }) => path))
      for (const [index, file] of once.entries()) {
        expect(file.path).toMatch(/^[a-z0-9./-]+$/)
        expect(Buffer.from(file.bytes).equals(again[index]?.bytes ?? Buffer.alloc(0))).toBe(true)
      }
    })

    test('refuses a text that still holds a suggestion', () => {
      expect(() => subject(storyOf(photos, block.paragraph('x', { type: 'text', text: '改', marks: [{ type: 'insertion', attrs: { id: 's' } }] })), photos)).toThrow(/suggestions or comments/)
    })

    test('prints a story of nothing but a headline, and breaks inside a line', async () => {
      expect(inOrder(await readBack(await made(storyOf(photos))), ['江畔夜校亮灯一百天'])).toEqual([])
      expect(inOrder(await read(block.paragraph('x', '上', bit.break(), '下')), ['上', '下'])).toEqual([])
    })
  })
}
