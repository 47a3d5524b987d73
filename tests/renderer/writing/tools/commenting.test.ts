// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import { describe, expect, it } from 'vitest'

import { commentPlaces, markComment } from '../../../../src-renderer/writing/tools/commenting'
import { setSuggesting, settleAll, suggestionsOf } from '../../../../src-renderer/writing/tools/suggesting'
import { block, edit } from './editor'

const words = (editor: Editor, id = 't'): string | null => {
  const place = commentPlaces(editor.state.doc).get(id)
  return place ? editor.state.doc.textBetween(place.from, place.to, '|') : null
}

const open = (hasThread: (id: string) => boolean = () => true): Editor => {
  const editor = edit([block.paragraph('前面的话，这里有疑问，后面的话'), block.paragraph('第二段')], { noted: { mine: () => true, who: () => null, hasThread } })
  editor.commands.setTextSelection({ from: 6, to: 11 })
  markComment(editor, 't')
  return editor
}

/** What the clipboard would hold of the selection. */
const copy = (editor: Editor): string => editor.view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML

const cut = (editor: Editor): string => {
  const html = copy(editor)
  editor.commands.deleteSelection()
  return html
}

const paste = (editor: Editor, html: string, at: number): void => {
  editor.commands.setTextSelection(at)
  editor.view.pasteHTML(html, new Event('paste') as ClipboardEvent)
}

describe('a comment', () => {
  it('goes with its words when they are cut and pasted elsewhere, and undo brings both back', () => {
    const editor = open()
    const html = cut(editor)
    expect(words(editor)).toBeNull()
    paste(editor, html, editor.state.doc.content.size - 1)
    expect(words(editor)).toBe('这里有疑问')
    expect(editor.state.doc.child(1).textContent).toBe('第二段这里有疑问')
    editor.commands.undo()
    expect(words(editor)).toBeNull()
    editor.commands.undo()
    expect(words(editor)).toBe('这里有疑问')
    expect(editor.state.doc.child(0).textContent).toBe('前面的话，这里有疑问，后面的话')
  })

  it('goes with words cut and pasted while changes are suggested, and stays with the old ones where that is left', () => {
    const editor = open()
    setSuggesting(editor, true)
    const html = cut(editor)
    expect(words(editor)).toBe('这里有疑问')
    paste(editor, html, editor.state.doc.content.size - 1)
    expect(commentPlaces(editor.state.doc).get('t')?.from).toBeGreaterThan(editor.state.doc.child(0).nodeSize)
    settleAll(editor, false)
    expect(words(editor)).toBe('这里有疑问')
    expect(suggestionsOf(editor.state.doc)).toEqual([])
  })

  it('stays with the words it was made about when they are copied', () => {
    const editor = open()
    const html = copy(editor)
    paste(editor, html, editor.state.doc.content.size - 1)
    expect(commentPlaces(editor.state.doc).get('t')).toEqual({ from: 6, to: 11 })
    expect(editor.state.doc.child(1).toString()).not.toContain('comment')
  })

  it('follows its words through a split, and words put among them', () => {
    const editor = open()
    editor.commands.setTextSelection(8)
    editor.commands.splitBlock()
    expect(words(editor)).toBe('这里|有疑问')
    editor.commands.insertContent('仍')
    expect(words(editor)).toBe('这里|仍有疑问')
  })

  it('rejects a comment of another story that comes with pasted words', () => {
    const other = open()
    const html = copy(other)
    const editor = edit([block.paragraph('正文')], { noted: { mine: () => true, who: () => null, hasThread: () => false } })
    paste(editor, html, 1)
    expect(editor.state.doc.textContent).toBe('这里有疑问正文')
    expect(words(editor)).toBeNull()
  })
})
