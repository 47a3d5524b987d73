import { describe, expect, test } from 'vitest'

import { parseBody } from '../../../src-shared/story/body'
import { everyWordOf, textOf } from '../../../src-shared/story/count'
import { conflictSchema, mergeStories, openConflicts, type Conflict } from '../../../src-shared/story/merge'
import { unresolvedIn } from '../../../src-shared/story/unresolved'
import type { BodyJson, Photo, Story } from '../../../src-shared/story/story'
import { EVERY, more } from '../../support/every-block'
import { bit, block, englishStory } from '../../support/sample-story'

const body = (...content: BodyJson[]): BodyJson => ({ type: 'doc', content })
const photoOf = (sha256: string): Photo => ({ sha256, mediaType: 'image/png', width: 10, height: 10, bytes: 100, name: 'a.png' })
const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as const
const digestsIn = (node: BodyJson): string[] => [...(typeof node.attrs?.['photo'] === 'string' ? [node.attrs['photo']] : []), ...(node.content ?? []).flatMap(digestsIn)]
const story = (content: BodyJson, fields: Partial<Story> = {}): Story => ({ ...englishStory([]), body: content, photos: Object.fromEntries(digestsIn(content).map((digest) => [digest, photoOf(digest)])), ...fields })
const p = block.paragraph

/** Merges three bodies: the result block by block, with its ids, and what is in question. */
const merged = (base: BodyJson[], mine: BodyJson[], theirs: BodyJson[]): { lines: string[]; body: BodyJson; conflicts: Conflict[] } => {
  const { story: result, conflicts } = mergeStories(story(body(...base)), story(body(...mine)), story(body(...theirs)))
  expect(parseBody(result.body).ok).toBe(true)
  for (const conflict of conflicts) conflictSchema.parse(JSON.parse(JSON.stringify(conflict)))
  return { lines: (result.body.content ?? []).map((node) => `${String(node.attrs?.['blockId'])} ${textOf(node).replaceAll('\n', '|')}`), body: result.body, conflicts }
}
const sides = (conflict: Conflict | undefined): Record<string, unknown> => (conflict && conflict.kind !== 'field' ? { kind: conflict.kind, at: conflict.place.blockId, base: conflict.base.map(textOf), mine: conflict.mine.map(textOf), theirs: conflict.theirs.map(textOf) } : { kind: conflict?.kind })

const [ONE, TWO, THREE] = ['昨日江边的夜校亮灯了。', '三百名职工前来报名。', '课程共有十二门之多。'] as const

describe('words of one block', () => {
  test('what only one side changed is taken', () => {
    expect(merged([p('a', ONE), p('b', TWO)], [p('a', '昨晚江边的夜校亮灯了。'), p('b', TWO)], [p('a', ONE), p('b', '四百名职工前来报名。')])).toMatchObject({ lines: ['a 昨晚江边的夜校亮灯了。', 'b 四百名职工前来报名。'], conflicts: [] })
  })

  test('the same change on both sides is one change', () => {
    expect(merged([p('a', ONE)], [p('a', TWO)], [p('a', TWO)])).toMatchObject({ lines: [`a ${TWO}`], conflicts: [] })
  })

  test('different sentences go together where one that nobody touched stands between them', () => {
    expect(merged([p('a', ONE + TWO + THREE)], [p('a', `今晚亮灯。${TWO}${THREE}`)], [p('a', `${ONE}${TWO}课程增加到二十门。`)])).toMatchObject({ lines: [`a 今晚亮灯。${TWO}课程增加到二十门。`], conflicts: [] })
    expect(merged([p('a', 'It rained all day. Nobody came to the fair. The band went home.')], [p('a', 'It snowed all day. Nobody came to the fair. The band went home.')], [p('a', 'It rained all day. Nobody came to the fair. The band played on.')])).toMatchObject({ lines: ['a It snowed all day. Nobody came to the fair. The band played on.'], conflicts: [] })
  })

  test.each([
    ['one sentence', `${ONE}三百五十名职工报名。${THREE}`, `${ONE}三百名职工踊跃报名。${THREE}`],
    ['two that touch', `今晚亮灯。${TWO}${THREE}`, `${ONE}四百名职工报名。${THREE}`],
    ['the same end', `${ONE}${TWO}${THREE}另有一门待定。`, `${ONE}${TWO}${THREE}学费全免。`],
    ['a sentence one side took out', `${ONE}${THREE}`, `${ONE}四百名职工报名。${THREE}`],
    ['a sentence both put elsewhere', TWO + THREE + ONE, TWO + ONE + THREE],
  ])('is kept twice where both changed %s: theirs stands', (_what, mine, theirs) => {
    const { lines, conflicts } = merged([p('a', ONE + TWO + THREE)], [p('a', mine)], [p('a', theirs)])
    expect(lines).toEqual([`a ${theirs}`])
    expect(conflicts.map(sides)).toEqual([{ kind: 'block', at: 'a', base: [ONE + TWO + THREE], mine: [mine], theirs: [theirs] }])
    expect(openConflicts(conflicts)).toBe(1)
  })

  test('a point in a number or a name ends no sentence', () => {
    const { conflicts } = merged([p('a', '涨幅为3.14%左右并将继续。')], [p('a', '涨幅为2.14%左右并将继续。')], [p('a', '涨幅为3.15%左右并将继续。')])
    expect(conflicts).toHaveLength(1)
  })

  test('how words are set and what they are goes together, sentence by sentence', () => {
    const result = merged([p('a', ONE + TWO)], [p('a', bit.bold(ONE), TWO)], [p('a', ONE, '四百名职工报名。')])
    expect(result.conflicts).toEqual([])
    expect(result.body.content?.[0]?.content).toEqual([bit.bold(ONE), bit.text('四百名职工报名。')])
    expect(merged([p('a', ONE)], [p('a', bit.bold(ONE))], [p('a', bit.italic(ONE))]).body.content?.[0]?.content).toEqual([{ type: 'text', text: ONE, marks: [{ type: 'bold' }, { type: 'italic' }] }])
  })

  test('two links on the same words, or a suggestion to put in what the other would take out, are for somebody to choose', () => {
    for (const [mine, theirs] of [[bit.link(ONE, 'https://example.org/a'), bit.link(ONE, 'https://example.org/b')], [bit.text(ONE, { type: 'insertion', attrs: { id: 's1' } }), bit.text(ONE, { type: 'deletion', attrs: { id: 's2' } })]] as const)
      expect(merged([p('a', ONE)], [p('a', mine)], [p('a', theirs)]).conflicts).toHaveLength(1)
  })

  test('words and attributes changed apart both change; one attribute changed by both is for somebody to choose', () => {
    const photo = (caption: string, credit: string, alt = '') => block.photo('a', A, caption, credit, alt)
    const both = merged([photo('江边。', '')], [photo('江边的夜。', '')], [photo('江边。', '沈牧 摄')])
    expect(both.conflicts).toEqual([])
    expect(everyWordOf(both.body)).toBe('江边的夜。 沈牧 摄')
    expect(merged([photo('江边。', '')], [photo('江边。', '何雨晴 摄', '江')], [photo('江边。', '沈牧 摄')]).conflicts).toHaveLength(1)
  })

  test('attributes nobody here knows stay', () => {
    const later = (text: string): BodyJson => ({ ...p('a', text), attrs: { blockId: 'a', laterKind: 'x' } })
    expect(merged([later(ONE + TWO + THREE)], [later(`新。${TWO}${THREE}`)], [later(`${ONE}${TWO}新。`)]).body.content?.[0]?.attrs).toEqual({ blockId: 'a', laterKind: 'x' })
  })

  test('a kind changed on one side and words on the other both change', () => {
    expect(merged([p('a', ONE)], [block.crosshead('a', 'A', ONE)], [p('a', TWO)]).body.content).toEqual([block.crosshead('a', 'A', TWO)])
  })
})

describe('comments and suggestions', () => {
  const comment = (text: string) => bit.text(text, { type: 'comment', attrs: { id: 'c1' } })

  test('a comment stays where the other side changed other words of the block, and on the words that win a conflict', () => {
    const apart = merged([p('a', ONE + TWO + THREE)], [p('a', comment(ONE), TWO + THREE)], [p('a', `${ONE}${TWO}新的一句。`)])
    expect([apart.lines, unresolvedIn(apart.body), apart.conflicts]).toEqual([[`a ${ONE}${TWO}新的一句。`], ['c1'], []])
    const contested = merged([p('a', ONE + TWO)], [p('a', comment(ONE), '甲改的。')], [p('a', `${ONE}乙改的。`)])
    expect([contested.conflicts.length, unresolvedIn(contested.body)]).toEqual([1, ['c1']])
  })

  test('a comment is not an edit: what the other side took out is gone', () => {
    expect(merged([p('a', ONE), p('b', TWO)], [p('a', comment(ONE)), p('b', TWO)], [p('b', TWO)])).toMatchObject({ lines: [`b ${TWO}`], conflicts: [] })
  })

  test('a comment taken off by one side comes off', () => {
    expect(unresolvedIn(merged([p('a', comment(ONE), TWO)], [p('a', ONE + TWO)], [p('a', comment(ONE), TWO, THREE)]).body)).toEqual([])
  })

  test('a comment whose words one side rewrote stays on them where the other side’s words stand', () => {
    const { lines, conflicts, body: result } = merged([p('a', comment(ONE), TWO)], [p('a', '全都改过了。')], [p('a', comment(ONE), '乙改的。')])
    expect([lines, conflicts.length, unresolvedIn(result)]).toEqual([[`a ${ONE}乙改的。`], 1, ['c1']])
  })

  test('suggestions of both sides in different sentences are both there', () => {
    const result = merged([p('a', ONE + TWO + THREE)], [p('a', bit.text('甲加的。', { type: 'insertion', attrs: { id: 's1' } }), ONE + TWO + THREE)], [p('a', ONE + TWO, bit.text(THREE, { type: 'deletion', attrs: { id: 's2' } }))])
    expect([unresolvedIn(result.body), result.conflicts]).toEqual([['s1', 's2'], []])
  })

  test('words one side suggested, struck out by the one and set otherwise by the other, carry all three', () => {
    const put = { type: 'insertion', attrs: { id: 's1' } }
    const struck = { type: 'deletion', attrs: { id: 's2' } }
    const set = { type: 'modification', attrs: { id: 's3', type: 'mark', attrName: null, previousValue: [], newValue: [{ type: 'bold' }] } }
    const result = merged([p('a', bit.text(ONE, put))], [p('a', bit.text(ONE, put, struck))], [p('a', bit.text(ONE, { type: 'bold' }, put, set))])
    expect([result.conflicts, result.body.content?.[0]?.content]).toEqual([[], [bit.text(ONE, { type: 'bold' }, put, struck, set)]])
    const block = { ...p('a', ONE), marks: [put] }
    expect(merged([block], [{ ...block, marks: [put, struck] }], [{ ...p('a', TWO), marks: [put] }]).body.content).toEqual([{ ...p('a', TWO), marks: [put, struck] }])
  })

  test('a whole block suggested away and edited: both happen', () => {
    const gone = { ...p('a', ONE), marks: [{ type: 'deletion', attrs: { id: 's1' } }] }
    const result = merged([p('a', ONE)], [gone], [p('a', TWO)])
    expect([result.conflicts, result.body.content]).toEqual([[], [{ ...p('a', TWO), marks: gone.marks }]])
  })
})

describe('blocks put in, taken out and moved', () => {
  test('what both put in at one place stands theirs first', () => {
    expect(merged([p('a', ONE), p('b', TWO)], [p('a', ONE), p('m', '甲加的。'), p('b', TWO)], [p('a', ONE), p('t', '乙加的。'), p('b', TWO)])).toMatchObject({ lines: [`a ${ONE}`, 't 乙加的。', 'm 甲加的。', `b ${TWO}`], conflicts: [] })
  })

  test('what both put in alike stands once', () => {
    expect(merged([p('a', ONE)], [p('a', ONE), p('m', TWO)], [p('t', TWO), p('a', ONE)])).toMatchObject({ lines: [`t ${TWO}`, `a ${ONE}`], conflicts: [] })
  })

  test.each([['mine', 'theirs'], ['theirs', 'mine']] as const)('a block %s changed stays where %s took it out, and somebody is asked', (editor, _other) => {
    const [edited, without] = [[p('a', '改过的。'), p('b', TWO)], [p('b', TWO)]]
    const { lines, conflicts } = merged([p('a', ONE), p('b', TWO)], editor === 'mine' ? edited : without, editor === 'mine' ? without : edited)
    expect(lines).toEqual(['a 改过的。', `b ${TWO}`])
    expect(conflicts.map(sides)).toEqual([{ kind: 'deleted', at: 'a', base: [ONE], mine: editor === 'mine' ? ['改过的。'] : [], theirs: editor === 'mine' ? [] : ['改过的。'] }])
  })

  test('a move on one side and an edit on the other both happen', () => {
    for (const [mine, theirs] of [[[p('c', THREE), p('a', ONE), p('b', TWO)], [p('a', ONE), p('b', TWO), p('c', '改过的。')]], [[p('a', ONE), p('b', TWO), p('c', '改过的。')], [p('c', THREE), p('a', ONE), p('b', TWO)]]] as const)
      expect(merged([p('a', ONE), p('b', TWO), p('c', THREE)], [...mine], [...theirs])).toMatchObject({ lines: ['c 改过的。', `a ${ONE}`, `b ${TWO}`], conflicts: [] })
  })

  test('a block both moved stands where they have it', () => {
    const [a, b, c, d] = [p('a', ONE), p('b', TWO), p('c', THREE), p('d', '完。')]
    expect(merged([a, b, c, d], [b, c, d, a], [b, c, a, d])).toMatchObject({ lines: [`b ${TWO}`, `c ${THREE}`, `a ${ONE}`, 'd 完。'], conflicts: [] })
  })

  test('ids that are missing or stand twice are told by what the blocks say', () => {
    const nameless = (text: string): BodyJson => ({ type: 'paragraph', content: [bit.text(text)] })
    const result = merged([nameless(ONE), p('x', TWO), p('x', THREE)], [nameless(ONE), p('x', TWO), p('x', THREE), p('m', '甲加的。')], [nameless('昨日江边的夜校亮灯。'), p('x', TWO), p('x', THREE)])
    expect(result.conflicts).toEqual([])
    expect(result.lines.map((line) => line.split(' ')[1])).toEqual(['昨日江边的夜校亮灯。', TWO, THREE, '甲加的。'])
    expect(new Set(result.lines.map((line) => line.split(' ')[0])).size).toBe(4)
  })

  test('a block without an id is given one where a conflict must point at it', () => {
    const nameless = (text: string): BodyJson => ({ type: 'paragraph', content: [bit.text(text)] })
    const { body: result, conflicts } = merged([nameless(ONE)], [nameless('昨日江边夜校亮灯了。')], [nameless('昨日江边的夜校又亮灯了。')])
    expect(conflicts).toMatchObject([{ place: { blockId: result.content?.[0]?.attrs?.['blockId'] } }])
  })

  test('a text both emptied still has a paragraph', () => {
    expect(merged([p('a', ONE), p('b', TWO)], [p('b', TWO)], [p('a', ONE)]).body.content).toMatchObject([{ type: 'paragraph' }])
  })
})

describe('paragraphs split and joined', () => {
  const whole = [p('a', ONE + TWO + THREE)]

  test('a split on one side and an edit apart from it on the other both happen', () => {
    expect(merged(whole, [p('a', ONE), p('m', TWO + THREE)], [p('a', `${ONE}${TWO}改过的最后一句。`)])).toMatchObject({ lines: [`a ${ONE}`, `m ${TWO}改过的最后一句。`], conflicts: [] })
    expect(merged(whole, [p('a', `${ONE}${TWO}改过的最后一句。`)], [p('a', ONE), p('t', TWO + THREE)])).toMatchObject({ lines: [`a ${ONE}`, `t ${TWO}改过的最后一句。`], conflicts: [] })
  })

  test('a split inside a sentence the other side changed is for somebody to choose, and no word stands twice', () => {
    const { lines, conflicts } = merged(whole, [p('a', ONE + TWO.slice(0, 4)), p('m', TWO.slice(4) + THREE)], [p('a', `${ONE}四百名职工报名。${THREE}`)])
    expect(lines).toEqual([`a ${ONE}四百名职工报名。${THREE}`])
    expect(conflicts.map(sides)).toMatchObject([{ kind: 'block', mine: [ONE + TWO.slice(0, 4), TWO.slice(4) + THREE] }])
  })

  test('a join on one side and an edit on the other both happen', () => {
    expect(merged([p('a', ONE), p('b', TWO + THREE)], [p('a', ONE + TWO + THREE)], [p('a', ONE), p('b', `${TWO}改过的最后一句。`)])).toMatchObject({ lines: [`a ${ONE}${TWO}改过的最后一句。`], conflicts: [] })
  })

  test('a sentence carried to another paragraph that the other side took out is not lost', () => {
    const { lines, conflicts } = merged([p('a', ONE + TWO), p('b', THREE)], [p('a', ONE), p('b', THREE + TWO)], [p('a', ONE + TWO)])
    expect(lines).toEqual([`a ${ONE + TWO}`])
    expect(conflicts.map(sides)).toMatchObject([{ mine: [ONE, THREE + TWO] }])
  })

  test('a paragraph put into a box and edited where it was is there once', () => {
    const box = (...content: BodyJson[]) => more.factBox('x', '链接', p('y', THREE), ...content)
    const { lines, conflicts } = merged([p('a', ONE), p('b', TWO), box()], [p('b', TWO), box(p('a', ONE))], [p('a', '改过的。'), p('b', TWO), box()])
    expect(lines).toEqual(['a 改过的。', `b ${TWO}`, `x 链接|${THREE}`])
    expect(conflicts.map(sides)).toMatchObject([{ kind: 'block', mine: [`链接\n${THREE}\n${ONE}`] }])
  })
})

describe('what holds other blocks', () => {
  test('different blocks of one box, items of one list, captions of one group go together', () => {
    const box = (one: string, other: string) => more.factBox('x', '链接', p('a', one), p('b', other))
    expect(merged([box(ONE, TWO)], [box('甲改的。', TWO)], [box(ONE, '乙改的。')])).toMatchObject({ lines: ['x 链接|甲改的。|乙改的。'], conflicts: [] })
    const list = (...items: [string, string][]) => block.list('l', 'bulletList', ...items.map(([id, text]) => [p(id, text)]))
    expect(merged([list(['a', ONE], ['b', TWO])], [list(['a', '甲改的。'], ['b', TWO], ['m', '甲加的。'])], [list(['a', ONE], ['t', '乙加的。'], ['b', TWO])])).toMatchObject({ lines: ['l 甲改的。|乙加的。|' + TWO + '|甲加的。'], conflicts: [] })
    const group = (one: string, other: string) => more.photoGroup('g', block.photo('a', A, one), block.photo('b', B, other))
    expect(merged([group('江边。', '夜校。')], [group('江边的夜。', '夜校。')], [group('江边。', '夜校里。')])).toMatchObject({ lines: ['g 江边的夜。|夜校里。'], conflicts: [] })
  })

  test('a conflict inside a box points at the block there', () => {
    const box = (text: string) => more.factBox('x', '链接', p('a', text), p('b', TWO))
    expect(merged([box(ONE)], [box('甲改的。')], [box('乙改的。')]).conflicts.map(sides)).toEqual([{ kind: 'block', at: 'a', base: [ONE], mine: ['甲改的。'], theirs: ['乙改的。'] }])
  })

  const table = (...rows: string[][]) => more.table('t', ...rows.map((cells) => more.row(...cells.map((text) => more.cell('tableCell', text)))))

  test('cells are merged by their place, rows by what they say', () => {
    expect(merged([table(['甲', '一百'], ['乙', '二百'])], [table(['甲', '一百一'], ['乙', '二百'])], [table(['甲', '一百'], ['乙', '二百二'])])).toMatchObject({ lines: ['t 甲|一百一|乙|二百二'], conflicts: [] })
    expect(merged([table(['甲区', '一百'], ['乙区', '二百'])], [table(['甲区', '一百'], ['丙区', '三百'], ['乙区', '二百'])], [table(['甲区', '一百'], ['乙区', '二百二'])])).toMatchObject({ lines: ['t 甲区|一百|丙区|三百|乙区|二百二'], conflicts: [] })
  })

  test('a column put in against a row put in is for somebody to choose: the table stays even', () => {
    const { lines, conflicts } = merged([table(['甲', '一百'])], [table(['甲', '一百', '增'])], [table(['甲', '一百'], ['乙', '二百'])])
    expect(lines).toEqual(['t 甲|一百|乙|二百'])
    expect(conflicts.map(sides)).toMatchObject([{ kind: 'block', at: 't', mine: ['甲\n一百\n增'] }])
  })

  test.each(Object.keys(EVERY))('a block of %s both changed the same way, or one changed, needs nobody', (name) => {
    const made = EVERY[name]?.block
    if (!made) throw new Error(name)
    const [base, with_] = [[made, p('z', ONE)], [made, p('z', TWO)]]
    expect(merged(base, with_, [...base, p('y', THREE)])).toMatchObject({ conflicts: [] })
    expect(mergeStories(story(body(p('z', ONE))), story(body(...base)), story(body(...base), { headline: 'x' }))).toEqual({ story: story(body(...base), { headline: 'x' }), conflicts: [] })
  })
})

describe('fields', () => {
  const base = story(body(p('a', ONE)), { keywords: ['夜校', '江边'], headline: '甲', deck: '', byline: '本报记者 沈牧', contributors: [{ name: '沈牧', role: 'reporter', from: '' }] })
  const fields = (mine: Partial<Story>, theirs: Partial<Story>) => mergeStories(base, { ...base, ...mine }, { ...base, ...theirs })

  test('each is merged by itself; one both changed stands as theirs and is asked about', () => {
    const { story: result, conflicts } = fields({ headline: '乙', deck: '副' }, { headline: '丙', kicker: '引' })
    expect(result).toMatchObject({ headline: '丙', deck: '副', kicker: '引' })
    expect(conflicts).toMatchObject([{ kind: 'field', place: { field: 'headline' }, base: { headline: '甲' }, mine: { headline: '乙' }, theirs: { headline: '丙' } }])
    expect(conflictSchema.safeParse(conflicts[0]).success).toBe(true)
  })

  test('a byline and its people go together', () => {
    const { story: result, conflicts } = fields({ byline: '本报记者 周远' }, { contributors: [{ name: '何雨晴', role: 'correspondent', from: '' }] })
    expect(result).toMatchObject({ byline: '本报记者 沈牧', contributors: [{ name: '何雨晴' }] })
    expect(conflicts).toMatchObject([{ place: { field: 'byline' }, mine: { byline: '本报记者 周远', contributors: [{ name: '沈牧' }] } }])
  })

  test('keywords are a set; a channel both changed is asked about', () => {
    expect(fields({ keywords: ['夜校', '工会'] }, { keywords: ['江边', '夜校', '码头'] })).toMatchObject({ story: { keywords: ['夜校', '码头', '工会'] }, conflicts: [] })
    expect(fields({ channel: ['工会'] }, { channel: ['要闻'] })).toMatchObject({ story: { channel: ['要闻'] }, conflicts: [{ place: { field: 'channel' } }] })
  })

  test('an embargo and destinations are merged each by itself; both changed are asked about', () => {
    const [one, other] = ['2026-11-23T06:00:00+08:00', '2026-11-24T06:00:00+08:00']
    expect(fields({ embargo: one }, { destinations: ['site'] })).toMatchObject({ story: { embargo: one, destinations: ['site'] }, conflicts: [] })
    const { story: result, conflicts } = fields({ embargo: one, destinations: ['blog'] }, { embargo: other, destinations: ['site'] })
    expect(result).toMatchObject({ embargo: other, destinations: ['site'] })
    expect(conflicts).toMatchObject([{ place: { field: 'embargo' }, base: { embargo: null }, mine: { embargo: one }, theirs: { embargo: other } }, { place: { field: 'destinations' }, mine: { destinations: ['blog'] } }])
    for (const conflict of conflicts) expect(conflictSchema.safeParse(conflict).success).toBe(true)
  })

  test('photos are those the result or a conflict shows', () => {
    const with_ = (...photos: BodyJson[]) => story(body(p('a', ONE), ...photos))
    const result = mergeStories(with_(block.photo('x', A, '江边。')), with_(block.photo('x', B, '江边。', '沈牧 摄')), with_(block.photo('x', 'c'.repeat(64), '江边。')))
    expect(Object.keys(result.story.photos).sort()).toEqual([A, B, 'c'.repeat(64)])
    expect(Object.keys(mergeStories(with_(block.photo('x', A, '江边。')), with_(), story(body(p('a', TWO), block.photo('x', A, '江边。')))).story.photos)).toEqual([])
  })
})

test('the same stories merge the same way, and the ids of conflicts are the same', () => {
  const [base, mine, theirs] = [[p('a', ONE), p('b', TWO)], [p('a', '甲。'), p('b', '丙。')], [p('a', '乙。'), p('b', '丁。')]]
  const [one, other] = [merged(base, mine, theirs), merged(structuredClone(base), structuredClone(mine), structuredClone(theirs))]
  expect(one).toEqual(other)
  expect(one.conflicts.map(({ id }) => id.split(':').slice(0, 2).join(':'))).toEqual(['block:a', 'block:b'])
  expect(merged(base, [p('a', '戊。'), p('b', TWO)], theirs).conflicts[0]?.id).not.toBe(one.conflicts[0]?.id)
})
