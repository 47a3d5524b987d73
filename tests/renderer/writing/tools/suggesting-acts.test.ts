// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { NodeSelection } from '@tiptap/pm/state'
import { addRowAfter, addColumnAfter, deleteRow } from '@tiptap/pm/tables'
import { describe, expect, it } from 'vitest'

import { toggleCrosshead } from '../../../../src-renderer/writing/block-acts'
import { duplicateBlock, moveBlock, removeBlock } from '../../../../src-renderer/writing/blocks/arrange'
import { turnSelection } from '../../../../src-renderer/writing/blocks/turn'
import { shiftSection, sectionsOf } from '../../../../src-renderer/writing/tools/sections'
import { setSuggesting, settleAll, settleSuggestions, suggestionsOf, type SuggestionKind } from '../../../../src-renderer/writing/tools/suggesting'
import { parseBody } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'
import { block, edit, lines, type } from './editor'

const plain = (doc: ProseNode): string => JSON.stringify(doc.toJSON(), (key, value: unknown) => (key === 'blockId' ? undefined : value))

/** Where a text begins. */
const at = (editor: Editor, text: string): number => {
  let found = -1
  editor.state.doc.descendants((node, pos) => {
    const index = node.isText ? (node.text ?? '').indexOf(text) : -1
    if (found < 0 && index >= 0) found = pos + index
  })
  return found
}

const choose = (editor: Editor, text: string): void => {
  const from = at(editor, text)
  editor.commands.setTextSelection({ from, to: from + text.length })
}

const press = (editor: Editor, key: string, alt = false): void => {
  editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, new KeyboardEvent('keydown', { key, altKey: alt })))
}

const paragraph = (id: string, text: string): BodyJson => ({ type: 'paragraph', attrs: { blockId: id }, ...(text === '' ? {} : { content: [{ type: 'text', text }] }) })
const photo = (): BodyJson => ({ type: 'photo', attrs: { blockId: 'f', photo: 'a'.repeat(64), credit: '张三', alt: '夜校' }, content: [{ type: 'text', text: '学员在上课' }] })
const cell = (text: string): BodyJson => ({ type: 'tableCell', content: [paragraph(`c${text}`, text)] })
const table = (): BodyJson => ({ type: 'table', attrs: { blockId: 't' }, content: [{ type: 'tableRow', content: [cell('一期'), cell('二期')] }, { type: 'tableRow', content: [cell('百人'), cell('千人')] }] })
const list = (): BodyJson => ({ type: 'bulletList', attrs: { blockId: 'l' }, content: ['报名', '上课'].map((text) => ({ type: 'listItem', content: [paragraph(`i${text}`, text)] })) })
const box = (): BodyJson => ({ type: 'factBox', attrs: { blockId: 'x' }, content: [{ type: 'boxTitle', content: [{ type: 'text', text: '链接' }] }, paragraph('x1', '夜校始于去年')] })

const two = (): BodyJson[] => [paragraph('a', '江畔夜校开课'), paragraph('b', '学员来自各厂')]

type Case = { name: string; body: () => BodyJson[]; act: (editor: Editor) => void; kinds: SuggestionKind[] }

const CASES: Case[] = [
  { name: 'typed words', body: two, act: (editor) => { editor.commands.setTextSelection(at(editor, '开课')); type(editor, '今天') }, kinds: ['insert'] },
  { name: 'deleted words', body: two, act: (editor) => { choose(editor, '夜校'); editor.commands.deleteSelection() }, kinds: ['delete'] },
  { name: 'words typed over others', body: two, act: (editor) => { choose(editor, '夜校'); type(editor, '学堂') }, kinds: ['replace'] },
  { name: 'bold', body: two, act: (editor) => { choose(editor, '夜校'); editor.commands.toggleBold() }, kinds: ['format'] },
  { name: 'italic', body: two, act: (editor) => { choose(editor, '夜校'); editor.commands.toggleItalic() }, kinds: ['format'] },
  { name: 'bold set and taken back', body: two, act: (editor) => { choose(editor, '夜校'); editor.commands.toggleBold(); editor.commands.toggleBold() }, kinds: [] },
  { name: 'a link', body: two, act: (editor) => { choose(editor, '夜校'); editor.commands.setLink({ href: 'https://example.org/' }) }, kinds: ['format'] },
  { name: 'a link that was another', body: () => [{ type: 'paragraph', attrs: { blockId: 'a' }, content: [{ type: 'text', text: '夜校', marks: [{ type: 'link', attrs: { href: 'https://example.org/a' } }] }] }], act: (editor) => { choose(editor, '夜校'); editor.commands.setLink({ href: 'https://example.org/b' }) }, kinds: ['format'] },
  { name: 'a paragraph turned into a section header', body: two, act: (editor) => { editor.commands.setTextSelection(at(editor, '学员')); toggleCrosshead(editor) }, kinds: ['turn'] },
  { name: 'a section header turned into a paragraph', body: () => [block.crosshead('A', '开课'), paragraph('b', '学员')], act: (editor) => { editor.commands.setTextSelection(at(editor, '开课')); toggleCrosshead(editor) }, kinds: ['turn'] },
  { name: 'Enter in the middle of a paragraph', body: two, act: (editor) => { editor.commands.setTextSelection(at(editor, '开课')); press(editor, 'Enter') }, kinds: ['split'] },
  { name: 'Enter at the end of a paragraph and words behind it', body: two, act: (editor) => { editor.commands.setTextSelection(7); press(editor, 'Enter'); type(editor, '新段') }, kinds: ['insert'] },
  { name: 'Enter and Backspace', body: two, act: (editor) => { editor.commands.setTextSelection(at(editor, '开课')); press(editor, 'Enter'); press(editor, 'Backspace') }, kinds: [] },
  { name: 'Backspace at the start of a paragraph', body: two, act: (editor) => { editor.commands.setTextSelection(at(editor, '学员')); press(editor, 'Backspace') }, kinds: ['join'] },
  { name: 'Delete at the end of a paragraph', body: two, act: (editor) => { editor.commands.setTextSelection(7); press(editor, 'Delete') }, kinds: ['join'] },
  { name: 'words deleted over three paragraphs', body: () => [paragraph('a', '江畔夜校'), paragraph('b', '中间一段'), paragraph('c', '学员来自')], act: (editor) => { editor.commands.setTextSelection({ from: at(editor, '夜校'), to: at(editor, '来自') }); editor.commands.deleteSelection() }, kinds: ['delete'] },
  { name: 'a paragraph moved down with Alt and the arrow', body: two, act: (editor) => { editor.commands.setTextSelection(2); press(editor, 'ArrowDown', true) }, kinds: ['move'] },
  { name: 'a paragraph moved up', body: two, act: (editor) => { moveBlock(editor, editor.state.doc.child(0).nodeSize, -1) }, kinds: ['move'] },
  { name: 'a paragraph moved down and back', body: two, act: (editor) => { editor.commands.setTextSelection(2); press(editor, 'ArrowDown', true); press(editor, 'ArrowUp', true) }, kinds: [] },
  { name: 'a section moved', body: () => [block.crosshead('A', '甲节'), paragraph('a', '甲节的话'), block.crosshead('B', '乙节'), paragraph('b', '乙节的话，更长一些')], act: (editor) => { shiftSection(editor, sectionsOf(editor.state.doc)[0]?.id ?? '', 1) }, kinds: ['move'] },
  { name: 'a block dragged by its handle', body: () => [...two(), photo()], act: (editor) => {
    // What the editor does with a drop: the chosen block goes, and comes where it is let go.
    const pos = editor.state.doc.content.size - editor.state.doc.child(2).nodeSize
    const { tr } = editor.state.apply(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, pos)))
    const slice = tr.selection.content()
    tr.deleteSelection()
    editor.view.dispatch(tr.insert(tr.mapping.map(0), slice.content).setMeta('uiEvent', 'drop'))
  }, kinds: ['move'] },
  { name: 'a block moved out of its box', body: () => [{ ...box(), content: [...(box().content ?? []), paragraph('x2', '第二段')] }, paragraph('a', '正文')], act: (editor) => { moveBlock(editor, at(editor, '第二段') - 1, 1) }, kinds: ['move'] },
  { name: 'a block copied', body: two, act: (editor) => { duplicateBlock(editor, 0) }, kinds: ['insert'] },
  { name: 'a block removed', body: two, act: (editor) => { removeBlock(editor, 0) }, kinds: ['delete'] },
  { name: 'a photo removed', body: () => [...two(), photo()], act: (editor) => { removeBlock(editor, editor.state.doc.content.size - editor.state.doc.child(2).nodeSize) }, kinds: ['delete'] },
  { name: 'a caption', body: () => [paragraph('a', '正文'), photo()], act: (editor) => { choose(editor, '上课'); type(editor, '听讲') }, kinds: ['replace'] },
  { name: 'a photo credit, letter by letter', body: () => [paragraph('a', '正文'), photo()], act: (editor) => { for (const credit of ['张', '张小', '张小红']) editor.view.dispatch(editor.state.tr.setNodeAttribute(4, 'credit', credit)) }, kinds: ['attribute'] },
  { name: 'an alt text', body: () => [paragraph('a', '正文'), photo()], act: (editor) => { editor.view.dispatch(editor.state.tr.setNodeAttribute(4, 'alt', '江畔的夜校')) }, kinds: ['attribute'] },
  { name: 'words in a table cell', body: () => [table()], act: (editor) => { choose(editor, '千人'); type(editor, '两千人') }, kinds: ['replace'] },
  { name: 'a row of a table', body: () => [table()], act: (editor) => { editor.commands.setTextSelection(at(editor, '一期')); addRowAfter(editor.state, editor.view.dispatch) }, kinds: ['insert'] },
  { name: 'a row taken out of a table', body: () => [table()], act: (editor) => { editor.commands.setTextSelection(at(editor, '一期')); deleteRow(editor.state, editor.view.dispatch) }, kinds: ['delete'] },
  { name: 'a column of a table', body: () => [table()], act: (editor) => { editor.commands.setTextSelection(at(editor, '一期')); addColumnAfter(editor.state, editor.view.dispatch) }, kinds: ['insert'] },
  { name: 'words in a list item', body: () => [list()], act: (editor) => { editor.commands.setTextSelection(at(editor, '上课')); type(editor, '按时') }, kinds: ['insert'] },
  { name: 'a list item cut in two', body: () => [list()], act: (editor) => { editor.commands.setTextSelection(at(editor, '课')); editor.commands.splitListItem('listItem') }, kinds: ['turn'] },
  { name: 'a paragraph made a list', body: two, act: (editor) => { editor.commands.setTextSelection(2); turnSelection(editor, 'bulletList', () => '') }, kinds: ['turn'] },
  { name: 'a list made numbers', body: () => [list()], act: (editor) => { editor.commands.setTextSelection(at(editor, '报名')); turnSelection(editor, 'orderedList', () => '') }, kinds: ['turn'] },
  { name: 'a fact box, title and words', body: () => [box()], act: (editor) => { choose(editor, '链接'); type(editor, '背景'); choose(editor, '去年'); type(editor, '前年') }, kinds: ['replace', 'replace'] },
  { name: 'two spaces around words taken out', body: () => [paragraph('a', 'one two three')], act: (editor) => { choose(editor, 'two'); editor.commands.deleteSelection() }, kinds: ['delete'] },
]

describe.each(CASES)('$name', ({ body, act, kinds }) => {
  const open = () => {
    const content = body()
    const [done, suggested] = [edit(content), edit(content)]
    setSuggesting(suggested, true)
    const before = plain(suggested.state.doc)
    act(done)
    act(suggested)
    return { done, suggested, before }
  }

  it('suggested is told for what it is, taken gives what it gives undirected, left gives what was there', () => {
    const { done, suggested, before } = open()
    expect(parseBody(suggested.state.doc.toJSON() as BodyJson).ok).toBe(true)
    const found = suggestionsOf(suggested.state.doc)
    expect(found.map(({ kind }) => kind)).toEqual(kinds)
    const ids = found.map(({ id }) => id)
    settleSuggestions(suggested, ids, true)
    expect(plain(suggested.state.doc)).toBe(plain(done.state.doc))
    if (ids.length === 0) return
    suggested.commands.undo()
    expect(suggestionsOf(suggested.state.doc)).toEqual(found)
    settleSuggestions(suggested, ids, false)
    expect(plain(suggested.state.doc)).toBe(before)
    suggested.commands.undo()
    settleAll(suggested, false)
    expect(plain(suggested.state.doc)).toBe(before)
  })
})

describe('a moved block', () => {
  it('keeps its id at its new place', () => {
    const editor = edit([paragraph('a', '江畔夜校开课了'), paragraph('b', '学员'), paragraph('c', '报名')])
    setSuggesting(editor, true)
    moveBlock(editor, editor.state.doc.child(0).nodeSize, -1)
    settleAll(editor, true)
    expect(editor.state.doc.children.map((node) => node.attrs['blockId'] as unknown)).toEqual(['b', 'a', 'c'])
  })

  it('moved again is one move, and edited at its new place another suggestion', () => {
    const editor = edit([paragraph('a', '短'), paragraph('b', '学员来自各厂'), paragraph('c', '报名的人更多了')])
    setSuggesting(editor, true)
    editor.commands.setTextSelection(1)
    press(editor, 'ArrowDown', true)
    press(editor, 'ArrowDown', true)
    expect(suggestionsOf(editor.state.doc).map(({ kind, added }) => [kind, added])).toEqual([['move', '短']])
    settleAll(editor, true)
    expect(lines(editor)).toEqual(['paragraph:学员来自各厂', 'paragraph:报名的人更多了', 'paragraph:短'])
  })
})
