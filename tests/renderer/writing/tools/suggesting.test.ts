// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'

import { commentPlaces, markComment, unmarkComment } from '../../../../src-renderer/writing/tools/commenting'
import { setSuggesting, settleAll, settleSuggestion, suggestionsOf } from '../../../../src-renderer/writing/tools/suggesting'
import { parseBody } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'
import { block, edit, lines, type } from './editor'

describe('suggested changes', () => {
  it('stand beside the text until they are accepted, or leave it as it was', () => {
    const told: string[] = []
    const editor = edit([block.paragraph('甲乙丙'), block.paragraph('丁')], { onSuggested: (ids) => told.push(...ids) })
    setSuggesting(editor, true)
    editor.commands.setTextSelection({ from: 2, to: 3 })
    editor.commands.deleteSelection()
    editor.commands.setTextSelection(editor.state.doc.child(0).nodeSize + 2)
    type(editor, '新')
    const found = suggestionsOf(editor.state.doc)
    expect(found.map(({ removed, added }) => [removed, added])).toEqual([['乙', ''], ['', '新']])
    for (const { id } of found) expect(told).toContain(id)
    expect(parseBody(editor.state.doc.toJSON() as BodyJson).ok).toBe(true)
    settleSuggestion(editor, found[0]?.id ?? '', false)
    expect(editor.state.doc.child(0).textContent).toBe('甲乙丙')
    settleSuggestion(editor, found[1]?.id ?? '', true)
    expect(suggestionsOf(editor.state.doc)).toEqual([])
    expect(lines(editor)).toEqual(['paragraph:甲乙丙', 'paragraph:丁新'])
  })

  it('are all taken or all left at once, and one undo brings them back', () => {
    const editor = edit([block.paragraph('一二三四五')])
    setSuggesting(editor, true)
    for (const from of [1, 4]) {
      editor.commands.setTextSelection({ from, to: from + 1 })
      editor.commands.deleteSelection()
    }
    expect(suggestionsOf(editor.state.doc)).toHaveLength(2)
    settleAll(editor, true)
    expect(editor.state.doc.textContent).toBe('二三五')
    editor.commands.undo()
    expect(suggestionsOf(editor.state.doc)).toHaveLength(2)
    settleAll(editor, false)
    expect(editor.state.doc.textContent).toBe('一二三四五')
  })
})

describe('a comment', () => {
  it('follows its words through edits, and has no place once they are gone', () => {
    const editor = edit([block.paragraph('前面的话，这里有疑问，后面的话')])
    editor.commands.setTextSelection({ from: 6, to: 11 })
    expect(markComment(editor, 't1')).toBe('这里有疑问')
    editor.commands.insertContentAt(1, '新开头')
    const place = commentPlaces(editor.state.doc).get('t1')
    expect(place && editor.state.doc.textBetween(place.from, place.to)).toBe('这里有疑问')
    editor.commands.deleteRange(place ?? { from: 0, to: 0 })
    expect(commentPlaces(editor.state.doc).has('t1')).toBe(false)
  })

  it('is not a change of the text: suggesting does not track it, undo does not take it', () => {
    const editor = edit([block.paragraph('甲乙丙')])
    setSuggesting(editor, true)
    editor.commands.setTextSelection({ from: 1, to: 3 })
    markComment(editor, 't')
    expect(suggestionsOf(editor.state.doc)).toEqual([])
    editor.commands.undo()
    expect(commentPlaces(editor.state.doc).has('t')).toBe(true)
    unmarkComment(editor, 't')
    expect(commentPlaces(editor.state.doc).size).toBe(0)
  })

  it('rejects a comment on nothing', () => {
    const editor = edit([block.paragraph('甲')])
    editor.commands.setTextSelection(1)
    expect(markComment(editor, 't')).toBeNull()
  })
})
