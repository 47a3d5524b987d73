// @vitest-environment happy-dom
import type { Node as ProseNode } from '@tiptap/pm/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { moveSection, sectionsOf, shiftSection } from '../../../../src-renderer/writing/tools/sections'
import { block, edit, lines } from './editor'

const blocksOf = (doc: ProseNode): string[] => {
  const all: string[] = []
  doc.forEach((node) => all.push(`${String(node.attrs['blockId'])}/${node.textContent}`))
  return all
}

describe('moving a section', () => {
  it('takes everything up to the next header along, and one undo brings it back', () => {
    const editor = edit([block.paragraph('导语'), block.crosshead('A', '一'), block.paragraph('甲'), block.paragraph('乙'), block.crosshead('B', '二'), block.paragraph('丙')])
    const before = lines(editor)
    const [first] = sectionsOf(editor.state.doc)
    expect(shiftSection(editor, first?.id ?? '', 1)).toBe(true)
    expect(lines(editor).map((line) => line.split(':')[1])).toEqual(['导语', '二', '丙', '一', '甲', '乙'])
    editor.commands.undo()
    expect(lines(editor)).toEqual(before)
  })

  it('leaves the end mark at the end', () => {
    const editor = edit([block.crosshead('A', '一'), block.paragraph('甲'), block.crosshead('B', '二'), block.paragraph('乙'), { type: 'endMark', attrs: { blockId: 'end' } }])
    const [first] = sectionsOf(editor.state.doc)
    moveSection(editor, first?.id ?? '', null)
    expect(editor.state.doc.lastChild?.type.name).toBe('endMark')
    expect(lines(editor).map((line) => line.split(':')[1])).toEqual(['二', '乙', '一', '甲', ''])
  })

  it('rejects what would not move: itself, its own neighbour, the ends, a section that is gone', () => {
    const editor = edit([block.crosshead('A', '一'), block.crosshead('B', '二')])
    const [first, second] = sectionsOf(editor.state.doc)
    expect(moveSection(editor, first?.id ?? '', second?.id ?? '')).toBe(false)
    expect(shiftSection(editor, first?.id ?? '', -1)).toBe(false)
    expect(shiftSection(editor, second?.id ?? '', 1)).toBe(false)
    expect(moveSection(editor, 'gone', null)).toBe(false)
  })

  it('keeps every block, its words and its id, whatever is moved where', () => {
    const bodies = fc.array(fc.constantFrom('head', 'text', 'text', 'divider'), { minLength: 2, maxLength: 14 })
    fc.assert(fc.property(bodies, fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 6 }), (kinds, moves) => {
      const editor = edit(kinds.map((kind, index) => (kind === 'head' ? block.crosshead('', `头${String(index)}`) : kind === 'text' ? block.paragraph(`文${String(index)}`) : { type: 'horizontalRule', attrs: { blockId: `d${String(index)}` } })))
      const before = blocksOf(editor.state.doc)
      for (const [from, to] of moves) {
        const sections = sectionsOf(editor.state.doc)
        if (sections.length === 0) continue
        moveSection(editor, sections[from % sections.length]?.id ?? '', to % 5 === 0 ? null : (sections[to % sections.length]?.id ?? null))
      }
      editor.state.doc.check()
      expect(blocksOf(editor.state.doc).toSorted()).toEqual(before.toSorted())
    }), { numRuns: 60 })
  })
})
