// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement } from 'yjs'

import { seed } from '../../../src-main/desk/live/document'
import { bindFields, bindNotes } from '../../../src-renderer/live/bind-stores'
import { undoManagerOf } from '../../../src-renderer/live/live-undo'
import { readUnread } from '../../../src-renderer/live/unread-input'
import { liveExtensions } from '../../../src-renderer/live/use-live'
import { editingExtensions } from '../../../src-renderer/writing/body-editing'
import { createNotesStore } from '../../../src-renderer/writing/notes-store'
import { createSlashMenu } from '../../../src-renderer/writing/slash-menu'
import { createStoryStore } from '../../../src-renderer/writing/story-store'
import { setSuggesting, settleSuggestion, suggestionsOf } from '../../../src-renderer/writing/tools/suggesting'
import { readLiveBody } from '../../../src-shared/desk-api/live-body'
import { bodySchema } from '../../../src-shared/story/body'
import type { BodyJson } from '../../../src-shared/story/story'
import { bodyWith } from '../../main/desk/live/room'
import { workingOf } from '../../main/desk/live/working'
import { type } from '../writing/tools/editor'

type Window = { doc: Doc; editor: Editor; held: () => number; waiting: Uint8Array[] }
let windows: Window[]

/** Two editors on one live document; what one does is at the other at once, unless it is held. */
const open = (...bodies: [BodyJson]): [Window, Window] => {
  const first = new Doc({ gc: false })
  const seeded = seed(first, workingOf(bodies[0]), {})
  if (!seeded.ok) throw new Error(seeded.message)
  const make = (doc: Doc): Window => {
    let held = 0
    const session = {
      doc: () => doc,
      awareness: () => null,
      hold: () => {
        held += 1
        return () => {
          held -= 1
          for (const update of window.waiting.splice(0)) applyUpdate(doc, update, 'desk')
        }
      },
    }
    const editing = editingExtensions({ placeholder: '', slash: createSlashMenu(), hasPhoto: () => true, language: () => 'zh-CN', onSuggested: () => undefined, undo: null })
    const element = document.createElement('div')
    document.body.append(element)
    const editor = new Editor({ element, extensions: liveExtensions(editing, session, null, () => suggestsOnly), content: readLiveBody(doc.getXmlFragment('body'), bodySchema()).doc.toJSON() as BodyJson, injectCSS: false })
    const window: Window = { doc, editor, held: () => held, waiting: [] }
    return window
  }
  const second = new Doc({ gc: false })
  applyUpdate(second, encodeStateAsUpdate(first))
  const pair: [Window, Window] = [make(first), make(second)]
  pair.forEach((from, at) => {
    const to = pair[at === 0 ? 1 : 0]
    from.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'desk') return
      if (to.held() > 0) to.waiting.push(update)
      else applyUpdate(to.doc, update, 'desk')
    })
  })
  windows = pair
  return pair
}
const put = ({ editor }: Window, position: number): void => void editor.commands.setTextSelection(position)
const text = ({ editor }: Window): string[] => editor.state.doc.children.map((node) => node.textContent)
const inYjs = ({ doc }: Window): unknown => readLiveBody(doc.getXmlFragment('body'), bodySchema()).doc.toJSON()

/** Whether whoever is at the windows may only suggest. */
let suggestsOnly = false
beforeEach(() => {
  suggestsOnly = false
  windows = []
})
afterEach(() => {
  for (const { editor } of windows) editor.destroy()
})

describe('two editors on one piece', () => {
  it('show the same, and what they show is what stands in the document', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    put(one, 1)
    type(one.editor, '甲乙')
    put(other, other.editor.state.doc.content.size - 1)
    type(other.editor, '丙')
    one.editor.commands.splitBlock()
    expect(text(one)).toEqual(text(other))
    expect(one.editor.state.doc.toJSON()).toEqual(inYjs(one))
    expect(inYjs(one)).toEqual(inYjs(other))
    const ids = one.editor.state.doc.children.map((node) => String(node.attrs['blockId']))
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('take back each their own, by Ctrl+Z and the command', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    put(one, 1)
    type(one.editor, '我的')
    put(other, other.editor.state.doc.content.size - 1)
    type(other.editor, '你的')
    expect(one.editor.commands.undo()).toBe(true)
    expect(text(other)).toEqual(['第一段。', '第二段。你的'])
    expect(one.editor.commands.undo()).toBe(false)
    expect(one.editor.commands.redo()).toBe(true)
    expect(text(other)).toEqual(['我的第一段。', '第二段。你的'])
  })

  it('take back what they wrote at two places in two steps, however quickly they wrote', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    put(one, 1)
    type(one.editor, '先写的')
    put(one, one.editor.state.doc.content.size - 1)
    type(one.editor, '后写的')
    expect(one.editor.commands.undo()).toBe(true)
    expect(text(other)).toEqual(['先写的第一段。', '第二段。'])
    expect(one.editor.commands.undo()).toBe(true)
    expect(text(other)).toEqual(['第一段。', '第二段。'])
  })

  it('take back what they did after the editor was given another plugin', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    put(one, 1)
    type(one.editor, '先写的')
    // As the selection's bar and the drag handle do: all views of plugins are made anew.
    one.editor.registerPlugin(new Plugin({}))
    one.editor.registerPlugin(new Plugin({}))
    put(one, one.editor.state.doc.content.size - 1)
    type(one.editor, '后写的')
    expect(one.editor.can().undo()).toBe(true)
    while (one.editor.commands.undo());
    expect(text(other)).toEqual(['第一段。', '第二段。'])
    expect(one.editor.state.selection.head).toBeLessThan(one.editor.state.doc.content.size)
    while (one.editor.commands.redo());
    expect(text(other)).toEqual(['先写的第一段。', '第二段。后写的'])
  })

  it('do not take back what somebody has accepted since, where they may only suggest', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    suggestsOnly = true
    setSuggesting(one.editor, true)
    put(one, 1)
    type(one.editor, '先写的')
    // The history has left off gathering what is typed.
    undoManagerOf(one.editor.state).stopCapturing()
    put(one, one.editor.state.doc.content.size - 1)
    type(one.editor, '后写的')
    undoManagerOf(one.editor.state).stopCapturing()
    const accept = (words: string): void => settleSuggestion(other.editor, suggestionsOf(other.editor.state.doc).find(({ added }) => added === words)!.id, true)
    accept('后写的')
    expect(one.editor.commands.undo()).toBe(true)
    expect(text(other)).toEqual(['第一段。', '第二段。后写的'])
    expect(one.editor.commands.redo()).toBe(true)
    expect(text(other)).toEqual(['先写的第一段。', '第二段。后写的'])
    accept('先写的')
    expect(one.editor.commands.undo()).toBe(false)
    expect(one.editor.can().undo()).toBe(false)
    expect(text(other)).toEqual(['先写的第一段。', '第二段。后写的'])
    suggestsOnly = false
  })

  it('leave the caret where it was just put, though the browser has not told of it yet', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    put(other, 1)
    other.editor.view.focus()
    const lower = other.editor.view.dom.querySelectorAll('p')[1]!.firstChild!
    const late = (event: Event): void => event.stopImmediatePropagation()
    window.addEventListener('selectionchange', late, true)
    document.getSelection()!.collapse(lower, 2)
    window.removeEventListener('selectionchange', late, true)
    expect(other.editor.state.selection.$from.parent.textContent).toBe('第一段。')
    // What comes from the line reads first (open-piece.ts).
    readUnread()
    put(one, 1)
    type(one.editor, '甲')
    expect(other.editor.state.selection.$from.parent.textContent).toBe('第二段。')
    type(other.editor, '丙')
    expect(text(one)).toEqual(['甲第一段。', '第二丙段。'])
  })

  it('see suggestions on whole blocks, and settle them', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。', '第三段。'))
    setSuggesting(one.editor, true)
    const { doc } = one.editor.state
    one.editor.view.dispatch(one.editor.state.tr.delete(doc.firstChild!.nodeSize, doc.firstChild!.nodeSize + doc.child(1).nodeSize))
    const [entry] = suggestionsOf(other.editor.state.doc)
    expect(entry?.removed).toContain('第二段')
    // Somebody else's typing does not wash the marks away.
    put(other, 1)
    type(other.editor, '补')
    expect(one.editor.state.doc.toJSON()).toEqual(other.editor.state.doc.toJSON())
    expect(suggestionsOf(one.editor.state.doc)).toHaveLength(1)
    settleSuggestion(other.editor, entry!.id, true)
    expect(text(one).join('')).toBe('补第一段。第三段。')
    expect(inYjs(one)).toEqual(one.editor.state.doc.toJSON())
  })

  it('leave the other\'s caret and decorations where they are', () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    const marks: Decoration[] = []
    other.editor.registerPlugin(
      new Plugin<DecorationSet>({
        state: { init: (_, { doc }) => DecorationSet.create(doc, [Decoration.inline(8, 9, { class: 'x' })]), apply: (tr, set) => set.map(tr.mapping, tr.doc) },
        view: () => ({ update: (view) => void marks.splice(0, marks.length, ...((view.state.plugins.at(-1) as Plugin<DecorationSet>).getState(view.state)?.find() ?? [])) }),
      }),
    )
    put(other, 3)
    put(one, 1)
    type(one.editor, '前面')
    expect(other.editor.state.selection.from).toBe(5)
    expect(marks.map(({ from, to }) => [from, to])).toEqual([[10, 11]])
    put(one, 5)
    type(one.editor, '左')
    expect([5, 6]).toContain(other.editor.state.selection.from)
  })

  it('show a node that two changes made impossible with all its words, and take nothing out of the document', () => {
    const [one, other] = open(bodyWith('第一段。'))
    one.doc.transact(() => {
      const box = new XmlElement('factBox')
      const title = new XmlElement('boxTitle')
      const item = new XmlElement('listItem')
      const paragraph = new XmlElement('paragraph')
      one.doc.getXmlFragment('body').insert(1, [box])
      box.insert(0, [title, item])
      item.insert(0, [paragraph])
      paragraph.setAttribute('blockId', 'x')
    }, 'elsewhere')
    expect(() => other.editor.state.doc.check()).not.toThrow()
    expect((other.doc.getXmlFragment('body').get(1) as XmlElement).length).toBe(2)
    put(other, 1)
    type(other.editor, '接着写')
    expect(text(one)[0]).toBe('接着写第一段。')
  })

  it('do not disturb an input method: what the other types comes when it has committed', async () => {
    const [one, other] = open(bodyWith('第一段。', '第二段。'))
    put(one, 1)
    one.editor.view.dom.dispatchEvent(new CompositionEvent('compositionstart'))
    expect(one.held()).toBe(1)
    put(other, 1)
    type(other.editor, '你')
    expect(text(one)[0]).toBe('第一段。')
    type(one.editor, '我')
    one.editor.view.dom.dispatchEvent(new CompositionEvent('compositionend'))
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(one.held()).toBe(0)
    expect(text(one)).toEqual(text(other))
    expect(text(one)[0]?.split('').sort()).toEqual('你我第一段。'.split('').sort())
  })
})

describe('fields and notes of two windows', () => {
  it('are the same in both, and what is too long stays where it was typed', () => {
    const [one, other] = open(bodyWith('第一段。'))
    const { story } = workingOf(bodyWith('第一段。'))
    const [mine, yours] = [createStoryStore(story, () => undefined), createStoryStore(story, () => undefined)]
    const stops = [bindFields(mine, { doc: () => one.doc }), bindFields(yours, { doc: () => other.doc })]
    mine.set('headline', '新题')
    yours.set('byline', '本报记者 顾兰')
    expect([yours.shown('headline'), mine.shown('byline'), mine.shown('contributors')]).toEqual(['新题', '本报记者 顾兰', yours.shown('contributors')])
    mine.set('deck', '长'.repeat(600))
    expect(yours.shown('deck')).toBe(story.deck)
    for (const stop of stops) stop()
    mine.set('headline', '停了以后')
    expect(yours.shown('headline')).toBe('新题')
  })

  it('share an embargo in a document from before there was one', () => {
    const [one, other] = open(bodyWith('第一段。'))
    for (const field of ['embargo', 'destinations']) one.doc.getMap('fields').delete(field)
    const story = workingOf(bodyWith('第一段。')).story
    const [mine, yours] = [createStoryStore(story, () => undefined), createStoryStore(story, () => undefined)]
    const stops = [bindFields(mine, { doc: () => one.doc }), bindFields(yours, { doc: () => other.doc })]
    mine.set('embargo', '2026-11-23T06:00:00+08:00')
    expect(yours.shown('embargo')).toBe('2026-11-23T06:00:00+08:00')
    expect(yours.shown('destinations')).toEqual([])
    for (const stop of stops) stop()
  })

  it('keep the answers of both', () => {
    const [one, other] = open(bodyWith('第一段。'))
    const [mine, yours] = [createNotesStore({ threads: [], suggestions: {} }, () => undefined), createNotesStore({ threads: [], suggestions: {} }, () => undefined)]
    bindNotes(mine, { doc: () => one.doc })
    bindNotes(yours, { doc: () => other.doc })
    const remark = (id: string) => ({ id, by: '顾兰', at: '2026-03-12T10:00:00Z', text: id })
    mine.addThread('t1', '第一', remark('r1'))
    yours.answer('t1', remark('r2'))
    mine.addSuggestion('s1', { by: '沈牧', at: '2026-03-12T10:00:00Z' })
    expect(mine.value()).toEqual(yours.value())
    expect(mine.value().threads[0]?.remarks.map(({ id }) => id)).toEqual(['r1', 'r2'])
    yours.removeThread('t1')
    expect(mine.value()).toEqual({ threads: [], suggestions: { s1: { by: '沈牧', at: '2026-03-12T10:00:00Z' } } })
  })
})
