import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { bodySchema, parseBody } from '../../../src-shared/story/body'
import type { BodyJson } from '../../../src-shared/story/story'
import { noNotes, type Notes } from '../../../src-shared/story/notes'
import { openNotes, unresolvedIn, withoutComments } from '../../../src-shared/story/unresolved'
import { bit, block, chineseStory } from '../../support/sample-story'

const doc = (...content: BodyJson[]): BodyJson => ({ type: 'doc', content })
const mark = (type: string, id: string | number) => ({ type, attrs: { id } })

describe('what is unresolved in a body', () => {
  test('are the ids of suggestions and comments in reading order, each once, on words and on blocks', () => {
    const body = doc(
      block.paragraph('a', bit.text('甲', mark('insertion', 's1')), bit.text('乙', mark('deletion', 2)), bit.text('丙', mark('comment', 'c1'), mark('insertion', 's1'))),
      { ...block.quote('b', block.paragraph('c', bit.text('丁', mark('comment', 'c2')))), marks: [mark('modification', 's3')] },
      { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [block.paragraph('d', bit.text('戊', mark('comment', 'c1')))] }] }] },
    )
    expect(unresolvedIn(body)).toEqual(['s1', '2', 'c1', 's3', 'c2'])
  })

  test('are both of two that stand on the same words or block', () => {
    const body = doc(block.paragraph('a', bit.text('甲', mark('insertion', 's1'), mark('deletion', 's2'))), { ...block.paragraph('b', '乙'), marks: [mark('insertion', 's3'), mark('modification', 's4')] })
    expect(unresolvedIn(body)).toEqual(['s1', 's2', 's3', 's4'])
  })

  test('is nothing in a text of every other mark', () => {
    expect(unresolvedIn(chineseStory([]).body)).toEqual([])
  })

  test('counts a mark that lost its id', () => {
    expect(unresolvedIn(doc(block.paragraph('a', bit.text('甲', { type: 'insertion' }))))).toHaveLength(1)
  })
})

const thread = (id: string, change: Partial<Notes['threads'][number]> = {}): Notes['threads'][number] => ({ id, quote: '旧话', remarks: [{ id: 'r', by: '李明', person: 'li', at: '2026-11-28T09:00:00Z', text: '？' }], resolvedAt: null, ...change })

describe('what people have not settled in a draft', () => {
  test('are suggestions and comments where they stand, fields before the body in the order of the page, each once', () => {
    const body = doc(
      block.paragraph('a', bit.text('甲', mark('comment', 'c1')), bit.text('乙', mark('insertion', 's1'))),
      { type: 'factBox', attrs: { blockId: 'x' }, content: [{ type: 'boxTitle', content: [bit.text('丙', mark('deletion', 's2'))] }, block.paragraph('b', bit.text('丁', mark('insertion', 's1')))] },
    )
    const notes: Notes = {
      threads: [thread('gone'), thread('c1'), thread('deck', { field: 'deck' })],
      suggestions: { s1: { by: '张红', person: 'zhang', at: '2026-11-28T08:00:00Z' } },
      fields: [{ id: 'f', field: 'headline', was: '甲', value: '乙', by: '张红', at: '2026-11-28T08:30:00Z' }],
    }
    expect(openNotes({ body }, notes).map(({ kind, id, place, gone, by, person }) => [kind, id, 'field' in place ? place.field : place.block, gone, by, person])).toEqual([
      ['suggestion', 'f', 'headline', false, '张红', ''],
      ['comment', 'deck', 'deck', false, '李明', 'li'],
      ['comment', 'c1', 'a', false, '李明', 'li'],
      ['suggestion', 's1', 'a', false, '张红', 'zhang'],
      ['suggestion', 's2', 'x', false, '', ''],
      ['comment', 'gone', 'a', true, '李明', 'li'],
    ])
  })

  test('are not comments that were resolved, nor marks no thread belongs to', () => {
    const body = doc(block.paragraph('a', bit.text('甲', mark('comment', 'c1')), bit.text('乙', mark('comment', 'stray'))))
    expect(openNotes({ body }, { ...noNotes, threads: [thread('c1', { resolvedAt: '2026-11-28T10:00:00Z' })] })).toEqual([])
    expect(openNotes({ body }, { ...noNotes, threads: [thread('c1')] })).toHaveLength(1)
  })
})

describe('a body without its comments', () => {
  test('keeps words, other marks and suggestions, and joins what a comment divided', () => {
    const body = doc(block.paragraph('a', '江畔', bit.text('夜校', mark('comment', 'c1')), '亮灯', bit.text('一', { type: 'bold' }, mark('comment', 'c1')), bit.text('百', { type: 'bold' }), bit.text('天', mark('deletion', 's1'))))
    expect(withoutComments(body)).toEqual(doc(block.paragraph('a', '江畔夜校亮灯', bit.text('一百', { type: 'bold' }), bit.text('天', mark('deletion', 's1')))))
  })

  test('is the very same where it has none', () => {
    const { body } = chineseStory([])
    expect(withoutComments(body)).toBe(body)
  })

  test('is what ProseMirror makes of the text when the mark is removed, wherever comments stood', () => {
    const runs = fc.array(fc.record({ text: fc.constantFrom('江', '畔夜', '校', ' '), bold: fc.boolean(), comments: fc.subarray(['c1', 'c2']), note: fc.boolean() }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.array(runs, { minLength: 1, maxLength: 3 }), (paragraphs) => {
        const schema = bodySchema()
        const nodes = paragraphs.map((parts) =>
          schema.nodes['paragraph']!.create(null, parts.flatMap(({ text, bold, comments, note }) => {
            const marks = [...(bold ? [schema.mark('bold')] : []), ...comments.map((id) => schema.mark('comment', { id }))]
            return [schema.text(text, marks), ...(note ? [schema.nodes['footnote']!.create({ text: '注' }, null, marks)] : [])]
          })))
        const made = schema.nodes['doc']!.create(null, nodes)
        const json = made.toJSON() as BodyJson
        const cleared = withoutComments(json)
        expect(parseBody(cleared).ok).toBe(true)
        expect(unresolvedIn(cleared)).toEqual([])
        const removed = schema.nodes['doc']!.create(null, paragraphs.map((parts) =>
          schema.nodes['paragraph']!.create(null, parts.flatMap(({ text, bold, note }) => {
            const marks = bold ? [schema.mark('bold')] : []
            return [schema.text(text, marks), ...(note ? [schema.nodes['footnote']!.create({ text: '注' }, null, marks)] : [])]
          }))))
        expect(schema.nodeFromJSON(cleared).textContent).toBe(made.textContent)
        expect(cleared).toEqual(schema.nodeFromJSON(removed.toJSON()).toJSON())
      }),
      { numRuns: 200 },
    )
  })
})
