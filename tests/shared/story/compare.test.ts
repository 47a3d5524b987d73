import { describe, expect, test } from 'vitest'

import { compare, isUnchanged, type BlockRow, type InlineRun, type TextRun } from '../../../src-shared/story/compare'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { bit, block, chineseStory, englishStory } from '../../support/sample-story'
import { samplePhotoRecords } from './compare-photos'

const chinese = chineseStory(samplePhotoRecords)
const story = (changes: Partial<Story>, ...content: BodyJson[]): Story => ({ ...chinese, ...changes, body: { type: 'doc', content } })
const between = (before: BodyJson[], after: BodyJson[]) => compare(story({}, ...before), story({}, ...after))

/** A line as an editor would mark it: [-what went-], {+what came+}, {*set otherwise*}. */
const shown = (runs: readonly InlineRun[] | null): string =>
  (runs ?? [])
    .map(({ op, before, after, words }) => {
      const text = (nodes: BodyJson[]): string => nodes.map((node) => node.text ?? `<${node.type}>`).join('')
      return { same: text(after), marked: `{*${text(after)}*}`, noted: `{#${worded(words ?? [])}#}`, added: `{+${text(after)}+}`, removed: `[-${text(before)}-]` }[op]
    })
    .join('')
const worded = (runs: readonly TextRun[]): string => runs.map(({ op, text }) => ({ same: text, added: `{+${text}+}`, removed: `[-${text}-]` })[op]).join('')
const idOf = (node: BodyJson | null): string => (typeof node?.attrs?.['blockId'] === 'string' ? node.attrs['blockId'] : '')
const kinds = (rows: readonly BlockRow[]): string[] => rows.map(({ kind, before, after }) => `${kind} ${idOf(after ?? before)}`)
const line = (before: string, after: string): string => shown(between([block.paragraph('a', before)], [block.paragraph('a', after)]).blocks[0]?.runs ?? null)

describe('words', () => {
  test('Chinese changes are shown by words, not by paragraphs and not by strokes', () => {
    expect(line('昨日，三百名职工同场竞技。', '昨日，五百名职工同场竞技。')).toBe('昨日，[-三百-]{+五百+}名职工同场竞技。')
    expect(line('记者从市总工会获悉，职工夜校春天开班。', '记者从市总工会获悉，职工夜校秋天开班。')).toBe('记者从市总工会获悉，职工夜校[-春天-]{+秋天+}开班。')
    expect(line('他在江边走了很久。', '他在江边慢慢走了很久。')).toBe('他在江边{+慢慢+}走了很久。')
  })

  test('English changes are shown by words, and a replaced phrase is one phrase', () => {
    expect(line('The ferry left the harbour at dawn.', 'The ferry left the quay at dawn.')).toBe('The ferry left the [-harbour-]{+quay+} at dawn.')
    expect(line('It was a long cold winter for crews.', 'It was a short mild winter for crews.')).toBe('It was a [-long cold-]{+short mild+} winter for crews.')
  })

  test('a sign that alone survives between two changes does not break them up', () => {
    expect(line('上午，工人们到了码头。', '下午，学员们到了教室。')).toBe('[-上午，工人-]{+下午，学员+}们到了[-码头-]{+教室+}。')
  })

  test('a paragraph that says something else altogether is taken out and put in whole', () => {
    const [old, fresh] = ['晚上七点半，临江老码头旁那幢灰砖小楼准时亮灯，黑板上用粉笔写着当晚的课程。', '经济学家认为，下半年出口仍面临压力，企业应当提早安排生产计划与库存周转。']
    expect(line(old, fresh)).toBe(`[-${old}-]{+${fresh}+}`)
  })

  test('emphasis and links that change are told apart from words that change', () => {
    const { blocks } = between([block.paragraph('a', '夜校在', bit.bold('老码头'), '旁')], [block.paragraph('a', '夜校在老', bit.link('码头', 'https://example.org/'), '旁')])
    expect(shown(blocks[0]?.runs ?? null)).toBe('夜校在{*老码头*}旁')
    expect(blocks[0]?.runs?.[1]).toMatchObject({ op: 'marked', before: [{ text: '老', marks: [{ type: 'bold' }] }, { text: '码头', marks: [{ type: 'bold' }] }], after: [{ text: '老' }, { text: '码头', marks: [{ type: 'link' }] }] })
  })

  test('a comment on words is no change', () => {
    const commented: BodyJson = { type: 'text', text: '老码头', marks: [{ type: 'comment', attrs: { id: 'c1' } }] }
    expect(isUnchanged(between([block.paragraph('a', '夜校在老码头旁')], [block.paragraph('a', '夜校在', commented, '旁')]))).toBe(true)
  })

  test('a footnote is compared in its place', () => {
    const note = (text: string): BodyJson => ({ type: 'footnote', attrs: { text } })
    const { blocks } = between([block.paragraph('a', '据统计', note('数据截至三月'), '，人数增加')], [block.paragraph('a', '据统计', note('数据截至四月'), '，人数增加')])
    expect(shown(blocks[0]?.runs ?? null)).toBe('据统计{#数据截至[-三月-]{+四月+}#}，人数增加')
  })
})

describe('blocks', () => {
  const paragraphs = (...ids: string[]): BodyJson[] => ids.map((id) => block.paragraph(id, `这是第${id}段，写的是另一件事：${id.repeat(6)}。`))

  test('are matched by id, and told apart as added, removed, changed and moved', () => {
    const [a, b, c, d] = paragraphs('甲', '乙', '丙', '丁')
    expect(kinds(between([a!, b!, c!], [a!, c!, d!]).blocks)).toEqual(['same 甲', 'removed 乙', 'same 丙', 'added 丁'])
    expect(kinds(between([a!, b!, c!, d!], [d!, a!, b!, c!]).blocks)).toEqual(['moved 丁', 'same 甲', 'same 乙', 'same 丙', 'away 丁'])
  })

  test('a block that moved and changed says both', () => {
    const [a, b, c] = paragraphs('甲', '乙', '丙')
    const { blocks, counts } = between([a!, b!, c!], [c!, a!, block.paragraph('乙', '这是第乙段，写的是同一件事：乙乙乙乙乙乙。')])
    expect(kinds(blocks)).toEqual(['moved 丙', 'same 甲', 'changed 乙', 'away 丙'])
    expect(counts).toMatchObject({ moved: 1, changed: 1, added: 0, removed: 0 })
  })

  test('without ids they are matched by likeness', () => {
    const bare = (text: string): BodyJson => ({ type: 'paragraph', content: [{ type: 'text', text }] })
    const { blocks } = between([bare('昨日，三百名职工同场竞技。'), bare('比赛分为五个工种。')], [bare('天气晴好。'), bare('昨日，五百名职工同场竞技。'), bare('比赛分为五个工种。')])
    expect(blocks.map(({ kind, runs }) => `${kind} ${shown(runs)}`)).toEqual(['added ', 'changed 昨日，[-三百-]{+五百+}名职工同场竞技。', 'same '])
  })

  test('a paragraph that became a section header keeps its words', () => {
    const { blocks } = between([block.paragraph('a', '三种人生')], [block.crosshead('a', '一、', '三种人生')])
    expect(blocks[0]).toMatchObject({ kind: 'changed', before: { type: 'paragraph' }, after: { type: 'crosshead' }, attrs: [{ name: 'marker', before: null, after: '一、' }] })
    expect(shown(blocks[0]?.runs ?? null)).toBe('三种人生')
  })

  test('a paragraph that became a table is gone, and the table is new', () => {
    const table: BodyJson = { type: 'table', attrs: { blockId: 'a' }, content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [block.paragraph('p', '甲')] }] }] }
    expect(between([block.paragraph('a', '甲')], [table]).blocks.map(({ kind }) => kind)).toEqual(['removed', 'added'])
  })

  test('a table is compared cell by cell', () => {
    const table = (...rows: string[][]): BodyJson => ({ type: 'table', attrs: { blockId: 't' }, content: rows.map((cells) => ({ type: 'tableRow', content: cells.map((text) => ({ type: 'tableCell', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] })) })) })
    const [row] = between([table(['工种', '人数'], ['钳工', '120'], ['焊工', '80'])], [table(['工种', '人数'], ['钳工', '126'], ['电工', '44'], ['焊工', '80'])]).blocks
    expect(row?.rows?.map(({ kind }) => kind)).toEqual(['same', 'changed', 'added', 'same'])
    const cells = row?.rows?.[1]?.rows ?? []
    expect(cells.map(({ kind }) => kind)).toEqual(['same', 'changed'])
    expect(shown(cells[1]?.rows?.[0]?.runs ?? null)).toBe('[-120-]{+126+}')
  })

  test('boxes, lists and live entries are compared inside', () => {
    const box = (title: string, text: string): BodyJson => ({ type: 'factBox', attrs: { blockId: 'x' }, content: [{ type: 'boxTitle', content: [{ type: 'text', text: title }] }, block.paragraph('p', text)] })
    const [row] = between([box('链接', '夜校始办于去年。')], [box('相关链接', '夜校始办于前年。')]).blocks
    expect(row?.rows?.map(({ runs }) => shown(runs))).toEqual(['{+相关+}链接', '夜校始办于[-去年-]{+前年+}。'])
    const [list] = between([block.list('l', 'bulletList', [block.paragraph('1', '钳工')], [block.paragraph('2', '焊工')])], [block.list('l', 'orderedList', [block.paragraph('2', '焊工')])]).blocks
    expect(list).toMatchObject({ kind: 'changed', before: { type: 'bulletList' }, after: { type: 'orderedList' } })
    expect(list?.rows?.map(({ kind }) => kind)).toEqual(['removed', 'same'])
    const entry = (time: string): BodyJson => ({ type: 'liveEntry', attrs: { blockId: 'v', time }, content: [block.paragraph('p', '开赛')] })
    expect(between([entry('2026-11-22T08:00:00+08:00')], [entry('2026-11-22T08:30:00+08:00')]).blocks[0]?.attrs).toMatchObject([{ name: 'time', after: '2026-11-22T08:30:00+08:00' }])
  })

  test('an older body that lacks what its schema now gives is unchanged', () => {
    const [old, fresh] = [block.photo('a', null, '江边'), block.photo('a', null, '江边')]
    fresh.attrs = { ...fresh.attrs, crop: '', focus: '', place: 'hidden' }
    expect(isUnchanged(between([old], [fresh]))).toBe(true)
  })
})

describe('photos', () => {
  const [one, two] = samplePhotoRecords.map(({ sha256 }) => sha256)
  test('say what became of picture, caption, credit, alt text and crop', () => {
    const cropped: BodyJson = { ...block.photo('b', one!, '江边的早晨', '沈牧 摄'), attrs: { blockId: 'b', photo: one, credit: '沈牧 摄', alt: '江', crop: '0.1,0.1,0.5,0.5' } }
    const { photos } = between(
      [block.photo('a', one!, '旧'), block.photo('b', one!, '江边的傍晚', '沈牧'), block.photo('c', one!, '这一张撤下了')],
      [block.photo('a', two!, '旧'), cropped, block.photo('d', two!, '新来的一张')],
    )
    expect(photos.map(({ kind, replaced }) => [kind, replaced])).toEqual([['changed', true], ['changed', false], ['removed', false], ['added', false]])
    expect(photos[0]).toMatchObject({ attrs: [], caption: null })
    expect(shown(photos[1]?.caption ?? null)).toBe('江边的[-傍晚-]{+早晨+}')
    expect(photos[1]?.attrs.map(({ name, words }) => `${name} ${worded(words ?? [])}`)).toEqual(['credit 沈牧{+ 摄+}', 'alt {+江+}', 'crop '])
  })

  test('are found inside groups', () => {
    const group = (...content: BodyJson[]): BodyJson => ({ type: 'photoGroup', attrs: { blockId: 'g' }, content })
    const { photos } = between([group(block.photo('a', one!, '一'), block.photo('b', two!, '二'))], [group(block.photo('b', two!, '二'), block.photo('a', one!, '一'))])
    expect(photos.map(({ kind }) => kind)).toEqual(['moved'])
  })
})

describe('fields', () => {
  test('are compared by words, lists by their items', () => {
    const { fields, counts } = compare(story({ headline: '职工夜校亮灯一百天', channel: ['工会'], targetLength: 0 }, block.paragraph('a', '甲')), story({ headline: '江畔夜校亮灯一百天', channel: ['工会', '职工之家'], targetLength: 800 }, block.paragraph('a', '甲')))
    expect(fields).toEqual([
      { field: 'headline', kind: 'text', runs: [{ op: 'removed', text: '职工' }, { op: 'added', text: '江畔' }, { op: 'same', text: '夜校亮灯一百天' }] },
      { field: 'channel', kind: 'list', items: [{ op: 'same', item: '工会' }, { op: 'added', item: '职工之家' }] },
      { field: 'targetLength', kind: 'value', before: 0, after: 800 },
    ])
    expect(counts).toMatchObject({ fields: 3, charactersAdded: 6, charactersRemoved: 2 })
  })

  test('an embargo is compared by its moment, destinations by their ids, and neither counts as words', () => {
    const { fields, counts } = compare(story({ destinations: ['site'] }, block.paragraph('a', '甲')), story({ embargo: '2026-11-23T06:00:00+08:00', destinations: ['site', 'blog'] }, block.paragraph('a', '甲')))
    expect(fields).toEqual([
      { field: 'destinations', kind: 'list', items: [{ op: 'same', item: 'site' }, { op: 'added', item: 'blog' }] },
      { field: 'embargo', kind: 'value', before: null, after: '2026-11-23T06:00:00+08:00' },
    ])
    expect(counts).toMatchObject({ fields: 2, charactersAdded: 0, wordsAdded: 0 })
  })

  test('a correction note that was not there is all new', () => {
    const note = { story: null, headline: '旧标题', printedOn: '11月1日', text: '人数应为三百。' }
    expect(compare(story({}, block.paragraph('a')), story({ correction: note }, block.paragraph('a'))).fields).toMatchObject([{ field: 'correction', before: null, after: note }])
  })
})

test('two whole stories have nothing in common and say so', () => {
  const { blocks, counts } = compare(chinese, englishStory(samplePhotoRecords))
  expect(blocks.some(({ kind }) => kind === 'added')).toBe(true)
  expect(counts.charactersRemoved).toBeGreaterThan(200)
})

test('however long and however different, comparing ends: long rewritten text is shown whole', () => {
  const long = (seed: number): string => Array.from({ length: 6000 }, (_, index) => `第${(index * seed) % 997}号船`).join('，')
  const { blocks } = between([block.paragraph('a', long(7))], [block.paragraph('a', long(13))])
  expect(blocks[0]?.runs?.map(({ op }) => op)).toEqual(['removed', 'added'])
})
