import { expect, test } from 'vitest'

import { valueOf } from '../../../src-shared/outcome'
import { parseBody } from '../../../src-shared/story/body'
import { textOf } from '../../../src-shared/story/count'
import { choicesOf, mergeStories, openConflicts, settle, type Choice, type Merged } from '../../../src-shared/story/merge'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { more } from '../../support/every-block'
import { block, englishStory } from '../../support/sample-story'

const story = (...content: BodyJson[]): Story => ({ ...englishStory([]), body: { type: 'doc', content } })
const p = block.paragraph
const lines = ({ body }: Story): string[] => (body.content ?? []).map((node) => `${String(node.attrs?.['blockId'])} ${textOf(node).replaceAll('\n', '|')}`)
const makeIds = (): (() => string) => {
  let made = 0
  return () => `new-${String((made += 1))}`
}
const settled = ({ story: merged, conflicts }: Merged, choice: Choice): string[] => {
  const result = valueOf(settle(merged, conflicts, conflicts[0]?.id ?? '', choice, makeIds()))
  expect(parseBody(result.story.body).ok).toBe(true)
  expect(openConflicts(result.conflicts)).toBe(openConflicts(conflicts) - 1)
  return lines(result.story)
}

const contested = mergeStories(story(p('a', '原来的。'), p('b', '第二段。')), story(p('a', '甲改的。'), p('b', '第二段。')), story(p('a', '乙改的。'), p('b', '第二段。')))

test('a block both changed becomes mine, stays theirs, or has mine after theirs under a new id', () => {
  expect(settled(contested, 'mine')).toEqual(['a 甲改的。', 'b 第二段。'])
  expect(settled(contested, 'theirs')).toEqual(['a 乙改的。', 'b 第二段。'])
  expect(settled(contested, 'both')).toEqual(['a 乙改的。', 'new-1 甲改的。', 'b 第二段。'])
})

test('a block one took out goes, or stays', () => {
  const [edited, without] = [story(p('a', '改过的。'), p('b', '第二段。')), story(p('b', '第二段。'))]
  const base = story(p('a', '原来的。'), p('b', '第二段。'))
  for (const [merged, gone] of [[mergeStories(base, edited, without), 'theirs'], [mergeStories(base, without, edited), 'mine']] as const) {
    expect(merged.conflicts[0] && choicesOf(merged.conflicts[0])).toEqual(['theirs', 'mine'])
    expect(settled(merged, gone)).toEqual(['b 第二段。'])
    expect(settled(merged, gone === 'mine' ? 'theirs' : 'mine')).toEqual(['a 改过的。', 'b 第二段。'])
  }
})

test('a split paragraph that was also edited becomes its two halves again', () => {
  const merged = mergeStories(story(p('a', '第一句话。第二句话。'), p('z', '尾。')), story(p('a', '第一句话。'), p('m', '第二句话。'), p('z', '尾。')), story(p('a', '第一句话。改过的第二句。'), p('z', '尾。')))
  expect(lines(merged.story)).toEqual(['a 第一句话。改过的第二句。', 'z 尾。'])
  expect(settled(merged, 'mine')).toEqual(['a 第一句话。', 'm 第二句话。', 'z 尾。'])
  expect(settled(merged, 'both')).toEqual(['a 第一句话。改过的第二句。', 'new-1 第一句话。', 'new-2 第二句话。', 'z 尾。'])
})

test('what stands in a box is settled in the box; the last line of a box taken out leaves an empty one', () => {
  const box = (...content: BodyJson[]) => more.factBox('x', '链接', ...content)
  const merged = mergeStories(story(box(p('a', '原来的。'))), story(box(p('a', '甲改的。'))), story(box(p('a', '乙改的。'))))
  expect(settled(merged, 'both')).toEqual(['x 链接|乙改的。|甲改的。'])
  const gone = mergeStories(story(box(p('a', '原来的。'), p('b', '还有的。'))), story(box(p('b', '还有的。'))), story(box(p('a', '改过的。'), p('b', '还有的。'))))
  const emptied = { ...gone, story: story(box(p('a', '改过的。'))) }
  expect(settled(emptied, 'mine')).toEqual(['x 链接|'])
})

test('a block taken out or moved before anybody chose does not lose what is chosen', () => {
  expect(settled({ ...contested, story: story(p('b', '第二段。')) }, 'mine')).toEqual(['a 甲改的。', 'b 第二段。'])
  expect(settled({ ...contested, story: story(p('b', '第二段。')) }, 'both')).toEqual(['new-1 甲改的。', 'b 第二段。'])
  expect(settled({ ...contested, story: story(block.quote('q', p('a', '乙改的。')), p('b', '第二段。')) }, 'mine')).toEqual(['q 甲改的。', 'b 第二段。'])
})

test('an id of mine that stands elsewhere by now is renewed', () => {
  const merged = mergeStories(story(p('a', '第一句话。第二句话。')), story(p('a', '第一句话。'), p('m', '第二句话。')), story(p('a', '第一句话。改过的第二句。')))
  expect(settled({ ...merged, story: story(p('a', '第一句话。改过的第二句。'), p('m', '别的一段。')) }, 'mine')).toEqual(['a 第一句话。', 'new-1 第二句话。', 'm 别的一段。'])
})

test('a field becomes mine or stays theirs', () => {
  const base = story(p('a', '甲'))
  const merged = mergeStories(base, { ...base, headline: '甲题' }, { ...base, headline: '乙题' })
  const [id = ''] = merged.conflicts.map((conflict) => conflict.id)
  expect(valueOf(settle(merged.story, merged.conflicts, id, 'mine', makeIds())).story.headline).toBe('甲题')
  expect(valueOf(settle(merged.story, merged.conflicts, id, 'theirs', makeIds())).story.headline).toBe('乙题')
  expect(settle(merged.story, merged.conflicts, id, 'both', makeIds())).toMatchObject({ ok: false, code: 'conflict-choice' })
})

test('a conflict that is settled already is refused', () => {
  expect(settle(contested.story, [], contested.conflicts[0]?.id ?? '', 'mine', makeIds())).toMatchObject({ ok: false, code: 'conflict-settled' })
})

test('a photo only the other side showed goes with its choice', () => {
  const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as const
  const shown = (digest: string): Story => ({ ...story(block.photo('x', digest, '江边。')), photos: { [digest]: { sha256: digest, mediaType: 'image/png', width: 1, height: 1, bytes: 1, name: 'a.png' } } })
  const merged = mergeStories(shown('c'.repeat(64)), shown(A), shown(B))
  const result = valueOf(settle(merged.story, merged.conflicts, merged.conflicts[0]?.id ?? '', 'mine', makeIds()))
  expect(Object.keys(result.story.photos)).toEqual([A])
})
