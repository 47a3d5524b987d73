import { expect, test } from 'vitest'

import { printedArticle } from '../../../../src-shared/publication/printed/article'
import { readBlock, READ_BLOCKS, READ_WITHIN } from '../../../../src-shared/publication/printed/blocks'
import { gridOf } from '../../../../src-shared/publication/printed/table'
import { READ_INLINE, READ_MARKS } from '../../../../src-shared/publication/printed/words'
import { bodySchema } from '../../../../src-shared/story/body'
import type { BodyJson, Story } from '../../../../src-shared/story/story'
import { more, UNRESOLVED } from '../../../support/every-block'
import { bit, block, chineseStory } from '../../../support/sample-story'

const reading = () => ({ language: 'zh-CN' as const, time: '2026-03-12T09:10:00+08:00', notes: [] as string[] })
const articleOf = (story: Partial<Story>) => printedArticle({ story: { ...chineseStory([]), ...story }, time: '2026-03-12T09:10:00+08:00', editor: '周岚' })
const body = (...content: BodyJson[]) => ({ body: { type: 'doc', content } })

test('every node and mark of the story schema is read, and nothing else', () => {
  const { nodes, marks } = bodySchema()
  expect([...READ_BLOCKS, ...READ_WITHIN, ...READ_INLINE].sort()).toEqual(Object.keys(nodes).sort())
  expect([...READ_MARKS, ...UNRESOLVED].sort()).toEqual(Object.keys(marks).sort())
})

test('a node or mark nobody reads is refused, not left out', () => {
  expect(() => readBlock({ type: 'poem' }, reading())).toThrow(/poem/)
  expect(() => readBlock(block.paragraph('x', { type: 'text', text: 'a', marks: [{ type: 'glow' }] }), reading())).toThrow(/glow/)
})

test('what says nothing is gone; a place without its picture keeps its words', () => {
  expect(readBlock({ type: 'paragraph' }, reading())).toBeNull()
  expect(readBlock({ type: 'photo', attrs: { photo: null, credit: '', alt: '' } }, reading())).toBeNull()
  expect(readBlock(more.photo('只有说明', '', { photo: null }), reading())).toMatchObject({ use: null, caption: [{ text: '只有说明' }] })
})

test('the dateline opens the first paragraph, the byline closes the text, footnotes are numbered as read', () => {
  const note = more.footnote('注')
  const article = articleOf({ ...body(block.paragraph('a', '甲', note), block.paragraph('b', '乙', note, bit.break(), '丙')), dateline: '本报讯', byline: '本报记者 沈牧' })
  expect(article.text.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'byline', 'footnotes'])
  expect(article.text[0]).toMatchObject({ dateline: '本报讯\u3000' })
  expect(article.text[1]).toMatchObject({ words: [{ text: '乙' }, { kind: 'note', number: 2 }, { kind: 'break' }, { text: '丙' }] })
  expect(article.text[3]).toEqual({ kind: 'footnotes', title: '注释', notes: ['注', '注'] })
})

test('a table knows its headings and its grid', () => {
  const table = readBlock(more.table('t', more.row(more.cell('tableHeader', '年'), more.cell('tableHeader', '人', { colspan: 2 })), more.row(more.cell('tableCell', '去年', { rowspan: 2 }), more.cell('tableCell', '一'), more.cell('tableCell', '二')), more.row(more.cell('tableCell', '三'), more.cell('tableCell', '四'))), reading())
  if (table?.kind !== 'table') throw new Error('no table')
  expect(table.head).toBe(1)
  expect(gridOf(table.rows).map((row) => row.map((cell) => cell !== null))).toEqual([[true, true, false], [true, true, true], [false, true, true]])
})
