// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { fixFinds, flagAgain, letStand, type ProofRoom } from '../../../src-renderer/proofing/acts'
import { markedAt } from '../../../src-renderer/proofing/marks'
import { createProofreader, rangeOf, type Find, type Proofreader } from '../../../src-renderer/proofing/proofreader'
import { undoAct } from '../../../src-renderer/proofing/undoing'
import { createNotesStore } from '../../../src-renderer/writing/notes-store'
import { createStoryStore } from '../../../src-renderer/writing/story-store'
import { setSuggesting, suggestionsOf } from '../../../src-renderer/writing/tools/suggesting'
import { noNotes } from '../../../src-shared/story/notes'
import type { BodyJson } from '../../../src-shared/story/story'
import { chineseStory } from '../../support/sample-story'
import { block, edit, lines } from '../writing/tools/editor'
import { directChecker } from './direct'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
  vi.useRealTimers()
})

type Desk = { editor: Editor; room: ProofRoom; proofreader: Proofreader; checker: ReturnType<typeof directChecker>; saved: () => number; settle: () => Promise<void>; said: () => string[] }

const open = async (content: BodyJson[], head: Partial<ReturnType<typeof chineseStory>> = {}): Promise<Desk> => {
  vi.useFakeTimers()
  let changes = 0
  const notes = createNotesStore(noNotes, () => (changes += 1))
  const store = createStoryStore({ ...chineseStory([]), headline: '', kicker: '', deck: '', byline: '', ...head }, () => (changes += 1))
  const editor = edit(content)
  const checker = directChecker()
  const proofreader = createProofreader(editor, store, notes, checker)
  stops.push(proofreader.start())
  const settle = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(2000)
  }
  await settle()
  return { editor, room: { editor, store, notes }, proofreader, checker, saved: () => changes, settle, said: () => proofreader.reading().finds.map(({ flag, part }) => part.passage.text.slice(flag.from, flag.to)) }
}

const first = ({ proofreader }: Desk): Find => proofreader.reading().finds[0]!
const marked = ({ editor }: Desk): string[] => [...editor.view.dom.querySelectorAll('[data-find]')].map((mark) => mark.textContent)

describe('the proof-reader of an open story', () => {
  it('reads head and body, marks the body, and leaves nothing to save', async () => {
    const desk = await open([block.paragraph('水管按装好了。'), block.paragraph('活动己经开始。')], { headline: '新厂座落江边' })
    expect(desk.said()).toEqual(['座落', '按装', '己经'])
    expect(marked(desk)).toEqual(['按装', '己经'])
    expect(desk.proofreader.reading().done).toBe(true)
    expect(desk.saved()).toBe(0)
    expect(desk.editor.can().undo()).toBe(false)
  })

  it('reads again only the block that changed, and marks follow their words meanwhile', async () => {
    const desk = await open([block.paragraph('水管按装好了。'), block.paragraph('活动己经开始。')])
    const { fresh, order } = desk.checker.asked[0]!
    expect([desk.checker.asked.length, fresh]).toEqual([1, order])
    desk.editor.view.dispatch(desk.editor.state.tr.insertText('新', 1))
    expect(marked(desk)).toEqual(['按装', '己经'])
    expect(markedAt(desk.editor.state, 5)).not.toBeNull()
    await desk.settle()
    expect(desk.checker.asked.at(-1)).toEqual({ fresh: 1, order })
    expect(desk.said()).toEqual(['按装', '己经'])
  })

  it('reads across the piece once it is at rest, and says so where the words stand', async () => {
    const linked: BodyJson = { type: 'paragraph', attrs: { blockId: 'l' }, content: [{ type: 'text', text: '详见' }, { type: 'text', text: '官网', marks: [{ type: 'link', attrs: { href: 'http://example.org/' } }] }] }
    const desk = await open([block.paragraph('开头'), linked])
    expect(desk.proofreader.reading().finds.map(({ flag }) => flag.rule)).toEqual(['x.link-https'])
    expect(marked(desk)).toEqual(['官网'])
    desk.editor.view.dispatch(desk.editor.state.tr.insertText('新', 1))
    await desk.settle()
    expect(marked(desk)).toEqual(['官网'])
    desk.editor.view.dispatch(desk.editor.state.tr.removeMark(0, desk.editor.state.doc.content.size))
    await desk.settle()
    expect(marked(desk)).toEqual([])
  })

  it('neither reads nor marks while an input method composes', async () => {
    const desk = await open([block.paragraph('水管')])
    const composing = vi.spyOn(desk.editor.view, 'composing', 'get').mockReturnValue(true)
    desk.editor.view.dispatch(desk.editor.state.tr.insertText('按装', 3))
    await desk.settle()
    expect(desk.checker.asked).toHaveLength(1)
    expect(marked(desk)).toEqual([])
    composing.mockRestore()
    desk.editor.view.dom.dispatchEvent(new Event('compositionend'))
    await desk.settle()
    expect(marked(desk)).toEqual(['按装'])
  })

  it('takes a fix as one act, in the dress of the words it stands for', async () => {
    const desk = await open([{ type: 'paragraph', attrs: { blockId: 'a' }, content: [{ type: 'text', text: '水管' }, { type: 'text', marks: [{ type: 'bold' }], text: '按装好' }] }])
    expect(fixFinds(desk.room, [{ find: first(desk), fix: '安装' }])).toBe(1)
    expect(lines(desk.editor)).toEqual(['paragraph:水管安装好'])
    expect(desk.editor.getJSON().content[0]?.content?.[1]).toMatchObject({ text: '安装好', marks: [{ type: 'bold' }] })
    desk.editor.commands.undo()
    expect(lines(desk.editor)).toEqual(['paragraph:水管按装好'])
  })

  it('takes every fix of a kind in head, body and attributes at once, and gives them back at once', async () => {
    const photo: BodyJson = { type: 'photo', attrs: { blockId: 'p', photo: null, credit: '按装队 摄', alt: '' }, content: [{ type: 'text', text: '图为按装现场' }] }
    const desk = await open([block.paragraph('按装，又按装。'), photo], { headline: '按装新水管' })
    const fixings = desk.proofreader.reading().finds.map((find) => ({ find, fix: '安装' }))
    expect(fixings).toHaveLength(5)
    expect(fixFinds(desk.room, fixings)).toBe(5)
    const after = (): unknown => [desk.room.store.shown('headline'), lines(desk.editor), desk.editor.state.doc.child(1).attrs['credit']]
    expect(after()).toEqual(['安装新水管', ['paragraph:安装，又安装。', 'photo:图为安装现场'], '安装队 摄'])
    expect(undoAct(desk.editor)).toBe(true)
    expect(after()).toEqual(['按装新水管', ['paragraph:按装，又按装。', 'photo:图为按装现场'], '按装队 摄'])
    await desk.settle()
    expect(desk.said()).toHaveLength(5)
  })

  it('suggests a fix where changes are suggested', async () => {
    const desk = await open([block.paragraph('水管按装好了。')])
    setSuggesting(desk.editor, true)
    fixFinds(desk.room, [{ find: first(desk), fix: '安装' }])
    expect(suggestionsOf(desk.editor.state.doc)).toEqual([expect.objectContaining({ kind: 'replace', removed: '按', added: '安' })])
    await desk.settle()
    expect(desk.said()).toEqual([])
  })

  it('lets a find stand here, or in the whole piece, saves that with the notes, and takes it back', async () => {
    const desk = await open([block.paragraph('水管按装好了。'), block.paragraph('路灯按装好了。')])
    letStand(desk.room, first(desk), 'here')
    expect(desk.said()).toEqual(['按装'])
    expect(marked(desk)).toEqual(['按装'])
    expect(desk.saved()).toBe(1)
    letStand(desk.room, first(desk), 'piece')
    expect(desk.said()).toEqual([])
    expect(desk.proofreader.reading().asides).toHaveLength(2)
    expect([undoAct(desk.editor), undoAct(desk.editor), undoAct(desk.editor)]).toEqual([true, true, false])
    expect(desk.said()).toEqual(['按装', '按装'])
    letStand(desk.room, first(desk), 'piece')
    flagAgain(desk.room, desk.proofreader.reading().asides[0]!)
    expect(desk.said()).toEqual(['按装', '按装'])
  })

  it('says nothing of words suggested for deletion, and does not fix across them', async () => {
    const gone = (text: string): BodyJson => ({ type: 'text', text, marks: [{ type: 'deletion', attrs: { id: '1' } }] })
    const desk = await open([{ type: 'paragraph', attrs: { blockId: 'a' }, content: [gone('按装'), { type: 'text', text: '按' }, gone('好'), { type: 'text', text: '装' }] }])
    expect(desk.said()).toEqual(['按装'])
    expect(fixFinds(desk.room, [{ find: first(desk), fix: '安装' }])).toBe(0)
    expect(rangeOf(desk.editor.state.doc, first(desk))).not.toBeNull()
  })

  it('reads all of it anew by the house\'s lists, when they come and whenever they change', async () => {
    const desk = await open([block.paragraph('水管按装好了，史上最强。'), block.paragraph('按装站开工。')])
    expect(desk.said()).toEqual(['按装', '按装'])
    const house = { own: '江畔日报', today: '2026-11-28' }
    desk.proofreader.readBy({ ...house, rows: [{ kind: 'banned', word: '最强', note: '' }, { kind: 'dictionary', word: '按装站', note: '' }] })
    await desk.settle()
    expect(desk.said()).toEqual(['按装', '最强'])
    expect(marked(desk)).toEqual(['按装', '最强'])
    expect(desk.checker.asked.at(-1)?.fresh).toBe(0)
    desk.proofreader.readBy({ ...house, rows: [] })
    await desk.settle()
    expect(marked(desk)).toEqual(['按装', '按装'])
  })

  it('rejects a find whose block has changed since', async () => {
    const desk = await open([block.paragraph('水管按装好了。')])
    const find = first(desk)
    desk.editor.view.dispatch(desk.editor.state.tr.insertText('新', 1))
    expect(fixFinds(desk.room, [{ find, fix: '安装' }])).toBe(0)
    expect(lines(desk.editor)).toEqual(['paragraph:新水管按装好了。'])
  })
})
