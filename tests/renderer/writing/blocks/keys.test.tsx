// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { afterEach, describe, expect, it } from 'vitest'

import { at, caret, close, desk, edit, here, ids, make, press, select, shape } from './desk'

afterEach(close)

describe('an interview', () => {
  it('goes on with the other voice at Enter, and remembers who had it last', () => {
    const editor = edit(make.turn('q1', 'question', '记者', '问一'), make.turn('a1', 'answer', '陈大河', '答一'))
    caret(editor, 'a1')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('question:问一 answer:答一 question')
    expect(editor.state.doc.lastChild?.attrs['speaker']).toBe('记者')
    editor.commands.insertContent('问二')
    press(editor, 'Enter')
    expect(here(editor)).toBe('answer "" 0')
    expect(editor.state.doc.lastChild?.attrs['speaker']).toBe('陈大河')
    expect(new Set(ids(editor)).size).toBe(4)
  })

  it('uses the empty turn that waits below instead of making another', () => {
    const editor = edit(make.turn('q1', 'question', '记者', '问一'), make.turn('a1', 'answer', '', ''))
    caret(editor, 'q1')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('question:问一 answer')
    expect(here(editor)).toBe('answer "" 0')
  })

  it('lets the same person go on when Enter divides a turn, nameless from there', () => {
    const editor = edit(make.turn('a1', 'answer', '陈大河', '一二三四'))
    caret(editor, 'a1', 2)
    press(editor, 'Enter')
    expect(shape(editor)).toBe('answer:一二 answer:三四')
    expect(editor.state.doc.lastChild?.attrs['speaker']).toBe('')
    expect(ids(editor)[0]).toBe('a1')
  })

  it('is left by Enter in an empty turn', () => {
    const editor = edit(make.turn('q1', 'question', '记者', '问一'), make.turn('a1', 'answer', '陈大河', ''))
    caret(editor, 'a1')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('question:问一 paragraph')
    expect(ids(editor)).toEqual(['q1', 'a1'])
  })

  it('loses the speaker at the first Backspace, the turn at the second, the words at none', () => {
    const editor = edit(make.turn('q1', 'question', '记者', '问一'))
    caret(editor, 'q1', 0)
    press(editor, 'Backspace')
    expect(editor.state.doc.firstChild?.attrs['speaker']).toBe('')
    press(editor, 'Backspace')
    expect(shape(editor)).toBe('paragraph:问一')
  })

  it('breaks a line at Shift+Enter without a new turn', () => {
    const editor = edit(make.turn('q1', 'question', '记者', '问一'))
    caret(editor, 'q1')
    press(editor, 'Enter', { shiftKey: true })
    expect(editor.state.doc.childCount).toBe(1)
    expect(editor.state.doc.firstChild?.lastChild?.type.name).toBe('hardBreak')
  })
})

describe('a box', () => {
  it('is gone through line by line with Enter, and left from its empty last line', () => {
    const editor = edit(make.sub('s', '题', '', make.paragraph('p', '文')), make.paragraph('z', '后'))
    caret(editor, 's', 1)
    press(editor, 'Enter')
    expect(here(editor)).toBe('subByline "" 0')
    press(editor, 'Enter')
    expect(here(editor)).toBe('paragraph "文" 0')
    caret(editor, 'p')
    press(editor, 'Enter')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('subArticle(subHeadline:题 subByline paragraph:文) paragraph paragraph:后')
    expect(here(editor)).toBe('paragraph "" 0')
  })

  it('is left with Escape: into the text below, or a new paragraph where a box or nothing follows', () => {
    const editor = edit(make.fact('f', '题', make.paragraph('p', '文')), make.paragraph('z', '后'), make.note('n', make.paragraph('m', '按')))
    caret(editor, 'p')
    expect(press(editor, 'Escape')).toBe(true)
    expect(here(editor)).toBe('paragraph "后" 0')
    expect(press(editor, 'Escape')).toBe(false)
    caret(editor, 'm')
    press(editor, 'Escape')
    expect(shape(editor)).toBe('factBox(boxTitle:题 paragraph:文) paragraph:后 editorsNote(paragraph:按) paragraph')
  })

  it('swallows nothing that follows at Delete, and nothing leaves it at Backspace', () => {
    const editor = edit(make.paragraph('a', '前'), make.fact('f', '题', make.paragraph('p', '文')), make.paragraph('z', '后'))
    const before = shape(editor)
    caret(editor, 'p')
    expect(press(editor, 'Delete')).toBe(true)
    caret(editor, 'f', 1)
    expect(press(editor, 'Backspace')).toBe(true)
    caret(editor, 'p', 0)
    expect(press(editor, 'Backspace')).toBe(true)
    expect(shape(editor)).toBe(before)
  })

  it('is chosen whole, not drawn in, by Backspace behind it and Delete before it', () => {
    const editor = edit(make.paragraph('a', '前'), make.fact('f', '题', make.paragraph('p', '文')), make.paragraph('z', '后'))
    for (const [id, key, offset] of [['z', 'Backspace', 0], ['a', 'Delete', 1]] as const) {
      caret(editor, id, offset)
      press(editor, key)
      const { selection } = editor.state
      expect(selection instanceof NodeSelection && selection.node.type.name).toBe('factBox')
    }
  })

  it('that is empty becomes a paragraph again at Backspace; one with words does not', () => {
    for (const empty of [make.fact('f', '', make.paragraph('p')), make.note('f', make.paragraph('p')), make.live('f', make.paragraph('p')), make.sub('f', '', '', make.paragraph('p'))]) {
      const editor = edit(make.paragraph('a', '前'), empty, make.paragraph('z', '后'))
      caret(editor, 'p', 0)
      expect(press(editor, 'Backspace')).toBe(true)
      expect(shape(editor)).toBe('paragraph:前 paragraph paragraph:后')
    }
    const editor = edit(make.note('n', make.paragraph('p', '按语')), make.paragraph('z'))
    caret(editor, 'p', 0)
    press(editor, 'Backspace')
    expect(shape(editor)).toBe('editorsNote(paragraph:按语) paragraph')
  })

  it('still lets a list inside it be taken apart by Backspace', () => {
    const editor = edit(make.fact('f', '题', make.list('l', 'bulletList', [make.paragraph('p', '项')])))
    caret(editor, 'p', 0)
    press(editor, 'Backspace')
    expect(shape(editor)).toBe('factBox(boxTitle:题 paragraph:项)')
  })
})

describe('what is chosen from one box into another', () => {
  const across = (): Editor => {
    const editor = edit(make.fact('f', '题一', make.paragraph('p', '甲乙'), make.paragraph('q', '丙丁')), make.paragraph('m', '中'), make.sub('s', '题二', '署名', make.paragraph('r', '戊己'), make.paragraph('t', '庚')), make.paragraph('z', '后'))
    editor.commands.setTextSelection({ from: at(editor, 'p') + 2, to: at(editor, 'r') + 2 })
    return editor
  }

  it('goes at Backspace and Delete, and no box is drawn into another', () => {
    for (const key of ['Backspace', 'Delete']) {
      const editor = across()
      expect(press(editor, key)).toBe(true)
      expect(shape(editor)).toBe('factBox(boxTitle:题一 paragraph:甲) subArticle(subHeadline subByline paragraph:己 paragraph:庚) paragraph:后')
      expect(here(editor)).toBe('paragraph "甲" 1')
      editor.commands.undo()
      expect(shape(editor)).toContain('paragraph:中')
    }
  })

  it('is replaced by what is typed, where it began', () => {
    const editor = across()
    const { from, to } = editor.state.selection
    expect(editor.view.someProp('handleTextInput', (handle) => handle(editor.view, from, to, '字', () => editor.state.tr) || undefined)).toBe(true)
    expect(shape(editor)).toContain('paragraph:甲字) subArticle(subHeadline subByline paragraph:己')
  })

  it('leaves a box something to write in where all its blocks were chosen', () => {
    const editor = edit(make.fact('f', '题一', make.paragraph('p', '甲')), make.note('n', make.paragraph('q', '乙丙')))
    editor.commands.setTextSelection({ from: at(editor, 'f') + 3, to: at(editor, 'q') + 2 })
    press(editor, 'Delete')
    expect(shape(editor)).toBe('factBox(boxTitle:题 paragraph) editorsNote(paragraph:丙)')
    expect(() => editor.state.doc.check()).not.toThrow()
  })
})

describe('captions, cards and pull quotes', () => {
  it('are one line: Enter goes on below', () => {
    for (const one of [make.photo('x', null, '图说'), make.media('x', '片名'), make.pull('x', '引语', '陈大河')]) {
      const editor = edit(one, make.paragraph('z', '后'))
      caret(editor, 'x', 1)
      press(editor, 'Enter')
      expect(here(editor)).toBe('paragraph "" 0')
      expect(editor.state.doc.childCount).toBe(3)
      expect(editor.state.doc.firstChild?.textContent).toHaveLength(2)
    }
  })

  it('of a group lead from one to the next, and at last below the group', () => {
    const editor = edit(make.group('g', make.photo('p1', null, '一'), make.photo('p2', null, '二')))
    caret(editor, 'p1')
    press(editor, 'Enter')
    expect(here(editor)).toBe('photo "二" 0')
    press(editor, 'Enter')
    expect(shape(editor)).toBe('photoGroup(photo:一 photo:二) paragraph')
  })
})

describe('tables', () => {
  it('are gone through with Tab, which adds a row at the end', () => {
    const editor = edit(make.table('t', ['甲', '乙'], ['丙', '丁']), make.paragraph('z'))
    editor.commands.setTextSelection(4)
    for (const cell of ['乙', '丙', '丁', '']) {
      expect(press(editor, 'Tab')).toBe(true)
      expect(editor.state.selection.$from.parent.textContent).toBe(cell)
    }
    expect(editor.state.doc.firstChild?.childCount).toBe(3)
    press(editor, 'Tab', { shiftKey: true })
    expect(editor.state.selection.$from.parent.textContent).toBe('丁')
    expect(() => editor.state.doc.check()).not.toThrow()
    expect(new Set(ids(editor)).size).toBe(ids(editor).length)
  })

  it('are left downwards with Escape', () => {
    const editor = edit(make.table('t', ['甲']))
    editor.commands.setTextSelection(4)
    press(editor, 'Escape')
    expect(here(editor)).toBe('paragraph "" 0')
    expect(editor.state.doc.childCount).toBe(2)
  })
})

describe('the block at the caret', () => {
  it('moves with Alt and the arrows, and takes the caret along', () => {
    const editor = edit(make.paragraph('a', '一'), make.fact('f', '题', make.paragraph('p', '文'), make.paragraph('q', '字')), make.paragraph('z', '后'))
    caret(editor, 'q')
    press(editor, 'ArrowUp', { altKey: true })
    expect(shape(editor)).toBe('paragraph:一 factBox(boxTitle:题 paragraph:字 paragraph:文) paragraph:后')
    expect(here(editor)).toBe('paragraph "字" 1')
    press(editor, 'ArrowUp', { altKey: true })
    expect(shape(editor)).toBe('paragraph:一 paragraph:字 factBox(boxTitle:题 paragraph:文) paragraph:后')
    expect(here(editor)).toBe('paragraph "字" 1')
    press(editor, 'ArrowDown', { altKey: true })
    expect(shape(editor)).toBe('paragraph:一 factBox(boxTitle:题 paragraph:文) paragraph:字 paragraph:后')
    expect(ids(editor)).toEqual(['a', 'f', 'p', 'q', 'z'])
  })

  it('does not move where its box would stand empty, nor off the page', () => {
    const editor = edit(make.note('n', make.paragraph('p', '按')))
    const before = shape(editor)
    caret(editor, 'p')
    for (const key of ['ArrowUp', 'ArrowDown']) expect(press(editor, key, { altKey: true })).toBe(true)
    expect(shape(editor)).toBe(before)
  })

  it('is doubled with new ids all through, and deleted whole', () => {
    const editor = edit(make.paragraph('a', '一'), make.fact('f', '题', make.paragraph('p', '文')))
    select(editor, at(editor, 'f'))
    press(editor, 'D', { ctrlKey: true, shiftKey: true })
    expect(shape(editor)).toBe('paragraph:一 factBox(boxTitle:题 paragraph:文) factBox(boxTitle:题 paragraph:文)')
    expect(new Set(ids(editor)).size).toBe(5)
    expect(ids(editor).slice(0, 3)).toEqual(['a', 'f', 'p'])
    press(editor, 'Backspace', { ctrlKey: true, shiftKey: true })
    expect(shape(editor)).toBe('paragraph:一 factBox(boxTitle:题 paragraph:文)')
  })

  it('opens its menu from the keyboard, a selected footnote its words', () => {
    const editor = edit(make.paragraph('a', '一', { type: 'footnote', attrs: { text: '注' } }))
    const asked: number[] = []
    desk.setDoors({ openMenu: (pos) => asked.push(pos), addFootnote: () => undefined })
    caret(editor, 'a', 0)
    press(editor, '/', { ctrlKey: true })
    expect(asked).toEqual([0])
    select(editor, 2)
    press(editor, 'Enter')
    expect(desk.state()).toEqual({ kind: 'footnote', pos: 2 })
    desk.show(null)
  })
})

describe('below the last block', () => {
  it('ArrowDown makes a line to write on, and none where there is one already', () => {
    const editor = edit(make.paragraph('a', '一'), make.end('e'))
    select(editor, at(editor, 'e'))
    press(editor, 'ArrowDown')
    expect(shape(editor)).toBe('paragraph:一 endMark paragraph')
    press(editor, 'ArrowDown')
    expect(editor.state.doc.childCount).toBe(3)
  })

  it('nothing is added to a story that is only opened and clicked in', () => {
    const editor = edit(make.paragraph('a', '一'), make.fact('f', '题', make.paragraph('p', '文')))
    const before = editor.state.doc
    caret(editor, 'p')
    caret(editor, 'a')
    expect(editor.state.doc.eq(before)).toBe(true)
  })
})
