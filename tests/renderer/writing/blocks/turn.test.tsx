// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'

import { toggleCrosshead } from '../../../../src-renderer/writing/block-acts'
import { addBeside, removeBlock } from '../../../../src-renderer/writing/blocks/arrange'
import { addToGroup, canGroup, dissolveGroup, makeGroup, takeFromGroup } from '../../../../src-renderer/writing/blocks/groups'
import { emptyBlock, emptyTable, insertBlock, insertFootnote, INSERTED } from '../../../../src-renderer/writing/blocks/insert'
import { actOnTable, tableActs } from '../../../../src-renderer/writing/blocks/table-acts'
import { turnBlock, turnSelection, turnsOf } from '../../../../src-renderer/writing/blocks/turn'
import { insertPhoto, placePhotos } from '../../../../src-renderer/writing/photos/placing-photos'
import { photo } from '../photo'
import { at, caret, close, edit, here, ids, make, shape } from './desk'

afterEach(close)
const NOW = '2026-03-12T09:10:00+08:00'
const now = (): string => NOW

describe('turning a block into another', () => {
  it('gives back what it took, words and ids, there and back again', () => {
    for (const kind of ['crosshead', 'pullQuote', 'question', 'answer', 'blockquote', 'bulletList', 'orderedList', 'briefList', 'factBox', 'editorsNote', 'liveEntry', 'subArticle'] as const) {
      const editor = edit(make.paragraph('z', '前'), make.paragraph('a', '一段话'), make.paragraph('y', '后'))
      expect(turnBlock(editor, at(editor, 'a'), kind, now), kind).toBe(true)
      expect(editor.state.doc.child(1).type.name).toBe(kind)
      expect(() => editor.state.doc.check()).not.toThrow()
      expect(turnBlock(editor, editor.state.doc.child(0).nodeSize, 'paragraph', now), kind).toBe(true)
      expect(shape(editor)).toBe('paragraph:前 paragraph:一段话 paragraph:后')
      expect(ids(editor)).toEqual(['z', 'a', 'y'])
    }
  })

  it('writes out a speaker and a name where the new kind has no place for them, and reads them back', () => {
    const editor = edit(make.turn('q', 'question', '记者', '第一个问题'), make.pull('p', '金句', '陈大河'))
    turnBlock(editor, at(editor, 'q'), 'paragraph', now)
    turnBlock(editor, at(editor, 'p'), 'paragraph', now)
    expect(shape(editor)).toBe('paragraph:记者：第一个问题 paragraph:金句——陈大河')
    turnBlock(editor, at(editor, 'q'), 'answer', now)
    turnBlock(editor, at(editor, 'p'), 'pullQuote', now)
    expect(shape(editor)).toBe('answer:第一个问题 pullQuote:金句')
    expect(editor.state.doc.child(0).attrs['speaker']).toBe('记者')
    expect(editor.state.doc.child(1).attrs['by']).toBe('陈大河')
  })

  it('takes a time of day for no speaker', () => {
    const editor = edit(make.paragraph('a', '7：30开课'), make.paragraph('b', 'At 7:30 it opens'), make.paragraph('c', '据悉，名额：二百'))
    for (const id of ['a', 'b', 'c']) turnBlock(editor, at(editor, id), 'question', now)
    expect(shape(editor)).toBe('question:7：30开课 question:At 7:30 it opens question:据悉，名额：二百')
  })

  it('makes a header at the head of what is boxed the box’s title, and a header of the title again', () => {
    const editor = edit(make.note('n', make.paragraph('p', '一'), make.paragraph('q', '二')), make.fact('f', '题', make.paragraph('r', '三')))
    turnBlock(editor, at(editor, 'f'), 'subArticle', now)
    expect(shape(editor)).toBe('editorsNote(paragraph:一 paragraph:二) subArticle(subHeadline:题 subByline paragraph:三) paragraph')
    turnBlock(editor, at(editor, 'f'), 'blockquote', now)
    expect(shape(editor)).toContain('blockquote(crosshead:题 paragraph:三)')
    expect(ids(editor)).toContain('f')
    turnBlock(editor, at(editor, 'n'), 'bulletList', now)
    expect(shape(editor)).toContain('bulletList(listItem(paragraph:一) listItem(paragraph:二))')
  })

  it('offers only what the place can hold: no boxes inside a quotation, nothing for a photo', () => {
    const editor = edit(make.quote('b', make.paragraph('p', '一')), make.photo('x', null, '图'), make.fact('f', '题', make.paragraph('r', '三')))
    expect(turnsOf(editor.state.doc, at(editor, 'p'))).toEqual(['crosshead', 'pullQuote', 'blockquote', 'bulletList', 'orderedList', 'briefList', 'question', 'answer'])
    expect(turnsOf(editor.state.doc, at(editor, 'x'))).not.toContain('paragraph')
    expect(turnsOf(editor.state.doc, at(editor, 'r'))).not.toContain('factBox')
    expect(turnBlock(editor, at(editor, 'p'), 'factBox', now)).toBe(false)
  })

  it('keeps the caret at its letter', () => {
    const editor = edit(make.paragraph('a', '一二三四'))
    caret(editor, 'a', 2)
    turnSelection(editor, 'factBox', now)
    expect(here(editor)).toBe('paragraph "一二三四" 2')
    caret(editor, 'a', 3)
    turnSelection(editor, 'briefList', now)
    expect(here(editor)).toBe('paragraph "一二三四" 3')
  })

  it('turns all blocks that are selected, into one list and back', () => {
    const editor = edit(make.paragraph('a', '一'), make.turn('b', 'question', '记者', '二'), make.paragraph('c', '三'))
    editor.commands.setTextSelection({ from: 1, to: editor.state.doc.content.size - 1 })
    turnSelection(editor, 'briefList', now)
    expect(shape(editor)).toBe('briefList(listItem(paragraph:一) listItem(paragraph:记者：二) listItem(paragraph:三))')
    turnSelection(editor, 'orderedList', now)
    expect(shape(editor)).toBe('orderedList(listItem(paragraph:一) listItem(paragraph:记者：二) listItem(paragraph:三))')
    caret(editor, 'b')
    turnSelection(editor, 'orderedList', now)
    expect(shape(editor)).toBe('orderedList(listItem(paragraph:一)) paragraph:记者：二 orderedList(listItem(paragraph:三))')
  })

  it('stamps a live entry with the clock it is given', () => {
    const editor = edit(make.paragraph('a', '一'))
    turnSelection(editor, 'liveEntry', now)
    expect(editor.state.doc.firstChild?.attrs['time']).toBe(NOW)
  })

  it('keeps a question’s speaker when it becomes a header and loses none of its words', () => {
    const editor = edit(make.crosshead('h', '一、', '题'), make.turn('q', 'question', '记者', '问'))
    caret(editor, 'q')
    toggleCrosshead(editor)
    expect(shape(editor)).toBe('crosshead:题 crosshead:记者：问')
    expect(editor.state.doc.child(1).attrs['marker']).toBe('二、')
  })
})

describe('putting a block in', () => {
  it('takes the place of an empty paragraph, leaves one to write in at the end, and has the caret', () => {
    for (const kind of INSERTED) {
      const editor = edit(make.paragraph('a', '前'), make.paragraph('b'))
      caret(editor, 'b')
      const node = emptyBlock(editor.schema, kind, { time: NOW })!
      expect(insertBlock(editor, editor.state.selection.to, node), kind).toBe(3)
      expect(editor.state.doc.childCount).toBe(3)
      expect(editor.state.doc.child(1).type.name).toBe(kind)
      expect(() => editor.state.doc.check()).not.toThrow()
      expect(editor.state.selection.from).toBeGreaterThan(3)
    }
  })

  it('stands beside lists, quotations and tables, never inside them, and inside boxes that may hold it', () => {
    const editor = edit(make.list('l', 'bulletList', [make.paragraph('p', '项')]), make.quote('q', make.paragraph('r', '引')), make.fact('f', '题', make.paragraph('s', '文')), make.paragraph('z', '后'))
    for (const id of ['p', 'r', 's']) {
      caret(editor, id)
      insertBlock(editor, editor.state.selection.to, emptyTable(editor.schema, 1, 1, false))
    }
    expect(shape(editor)).toBe('bulletList(listItem(paragraph:项)) table(tableRow(tableCell(paragraph))) blockquote(paragraph:引) table(tableRow(tableCell(paragraph))) factBox(boxTitle:题 paragraph:文 table(tableRow(tableCell(paragraph)))) paragraph:后')
  })

  it('leaves a box that may not hold it: no box inside a fact box', () => {
    const editor = edit(make.fact('f', '题', make.paragraph('s')), make.paragraph('z', '后'))
    caret(editor, 's')
    insertBlock(editor, editor.state.selection.to, emptyBlock(editor.schema, 'liveEntry', { time: NOW })!)
    expect(shape(editor)).toBe('factBox(boxTitle:题 paragraph) liveEntry(paragraph) paragraph:后')
  })

  it('puts a footnote behind the selected words, and none where there is no text', () => {
    const editor = edit(make.paragraph('a', '一二三'))
    editor.commands.setTextSelection({ from: 2, to: 3 })
    expect(insertFootnote(editor)).toBe(3)
    expect(editor.state.doc.nodeAt(3)?.type.name).toBe('footnote')
  })
})

describe('photo groups', () => {
  const photos = [make.photo('p1', null, '一'), make.photo('p2', null, '二'), make.photo('p3', null, '三')]

  it('are made of neighbouring photos and groups, and dissolve into them again, ids kept', () => {
    const editor = edit(make.paragraph('a', '文'), ...photos, make.paragraph('z', '后'))
    expect(canGroup(editor.state.doc, at(editor, 'a'))).toBe(false)
    expect(makeGroup(editor, at(editor, 'p2'))).toBe(true)
    expect(shape(editor)).toBe('paragraph:文 photoGroup(photo:一 photo:二 photo:三) paragraph:后')
    expect(ids(editor)).toEqual(expect.arrayContaining(['p1', 'p2', 'p3']))
    dissolveGroup(editor, 3)
    expect(shape(editor)).toBe('paragraph:文 photo:一 photo:二 photo:三 paragraph:后')
  })

  it('give one out below, and are a photo again when one is left', () => {
    const editor = edit(make.group('g', ...photos), make.paragraph('z', '后'))
    takeFromGroup(editor, at(editor, 'p2'))
    expect(shape(editor)).toBe('photoGroup(photo:一 photo:三) photo:二 paragraph:后')
    expect(ids(editor)[0]).toBe('g')
    takeFromGroup(editor, at(editor, 'p1'))
    expect(shape(editor)).toBe('photo:三 photo:一 photo:二 paragraph:后')
  })

  it('go when their last photo is deleted, and take one more on request', () => {
    const editor = edit(make.paragraph('a', '文'), make.group('g', photos[0]!, photos[1]!))
    addToGroup(editor, at(editor, 'g'))
    expect(shape(editor)).toBe('paragraph:文 photoGroup(photo:一 photo:二 photo)')
    for (let left = 3; left > 0; left -= 1) removeBlock(editor, at(editor, 'g') + 1)
    expect(shape(editor)).toBe('paragraph:文')
  })
})

describe('taking out and adding', () => {
  it('leaves a box a line to write in, and takes the box with its last empty line', () => {
    const editor = edit(make.fact('f', '题', make.paragraph('p', '文')), make.paragraph('z', '后'))
    removeBlock(editor, at(editor, 'p'))
    expect(shape(editor)).toBe('factBox(boxTitle:题 paragraph) paragraph:后')
    removeBlock(editor, at(editor, 'f'))
    removeBlock(editor, 0)
    expect(shape(editor)).toBe('paragraph')
  })

  it('adds a paragraph above and below, an item in a list, and beside a group', () => {
    const editor = edit(make.list('l', 'bulletList', [make.paragraph('p', '项')]), make.group('g', make.photo('x', null, '图')))
    addBeside(editor, 1, 1)
    addBeside(editor, at(editor, 'x'), -1)
    expect(shape(editor)).toBe('bulletList(listItem(paragraph:项) listItem(paragraph)) paragraph photoGroup(photo:图)')
    expect(here(editor)).toBe('paragraph "" 0')
  })
})

describe('table acts', () => {
  it('add and take rows and columns, merge and split, and lose no word by merging', () => {
    const editor = edit(make.table('t', ['甲', '乙'], ['丙', '丁']), make.paragraph('z'))
    editor.commands.setTextSelection(4)
    expect(tableActs(editor)).not.toContain('merge')
    for (const act of ['rowBelow', 'columnAfter'] as const) expect(actOnTable(editor, act)).toBe(true)
    expect(shape(editor)).toBe('table(tableRow(tableHeader(paragraph:甲) tableHeader(paragraph) tableHeader(paragraph:乙)) tableRow(tableCell(paragraph) tableCell(paragraph) tableCell(paragraph)) tableRow(tableCell(paragraph:丙) tableCell(paragraph) tableCell(paragraph:丁))) paragraph')
    const cells: number[] = []
    editor.state.doc.descendants((node, pos) => {
      if (/^table(Cell|Header)$/.test(node.type.name)) cells.push(pos)
    })
    editor.commands.setCellSelection({ anchorCell: cells[0]!, headCell: cells[2]! })
    expect(actOnTable(editor, 'merge')).toBe(true)
    expect(editor.state.doc.firstChild?.firstChild?.textContent).toBe('甲乙')
    expect(actOnTable(editor, 'split')).toBe(true)
    expect(actOnTable(editor, 'removeRow')).toBe(true)
    expect(actOnTable(editor, 'removeColumn')).toBe(true)
    expect(() => editor.state.doc.check()).not.toThrow()
    expect(new Set(ids(editor)).size).toBe(ids(editor).length)
    expect(ids(editor)).not.toContain(null)
  })
})

describe('pictures that are given', () => {
  it('join the group or box they are put into, and stand beside a quotation', () => {
    const editor = edit(make.group('g', make.photo('p1', null, '一'), make.photo('p2', null, '二')), make.fact('f', '题', make.paragraph('p', '文')), make.quote('q', make.paragraph('r', '引')), make.paragraph('z', '后'))
    placePhotos(editor, { block: 'p1', near: 0 }, [{ photo: photo('1'), words: { caption: '', credit: '' } }, { photo: photo('2'), words: { caption: '新', credit: '' } }])
    expect(shape(editor)).toMatch(/^photoGroup\(photo:一 photo:新 photo:二\)/)
    for (const id of ['p', 'r']) insertPhoto(editor, at(editor, id) + 2, photo('3'), { caption: '图', credit: '' })
    expect(shape(editor)).toContain('factBox(boxTitle:题 paragraph:文 photo:图) blockquote(paragraph:引) photo:图 paragraph:后')
  })
})
