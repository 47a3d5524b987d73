// @vitest-environment happy-dom
import { closeHistory, redoDepth, undoDepth } from '@tiptap/pm/history'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { journalOf } from '../../../../src-renderer/writing/tools/undo-journal'
import { undoJournalSchema, type UndoJournal } from '../../../../src-shared/story/undo'
import type { BodyJson } from '../../../../src-shared/story/story'
import { block, edit, lines } from './editor'

const carried = (journal: UndoJournal | null): UndoJournal => undoJournalSchema.parse(JSON.parse(JSON.stringify(journal)))
const contentOf = (editor: ReturnType<typeof edit>): BodyJson[] => (editor.state.doc.toJSON() as BodyJson).content ?? []
/** Mounting an editor is told a tick later. */
const up = () => new Promise((resolve) => setTimeout(resolve, 5))

const act = (editor: ReturnType<typeof edit>, text: string, at: number): void => {
  const pos = Math.min(at, editor.state.doc.content.size - 1)
  editor.view.dispatch(closeHistory(editor.state.tr))
  editor.commands.insertContentAt(Math.max(1, pos), text)
}

describe('undo after a restart', () => {
  it('goes back act by act, and forward again', async () => {
    const first = edit([block.paragraph('起')])
    await up()
    act(first, '一', 2)
    act(first, '二', 3)
    first.view.dispatch(closeHistory(first.state.tr))
    first.commands.undo()
    expect(lines(first)).toEqual(['paragraph:起一'])
    const second = edit(contentOf(first), { undo: carried(journalOf(first)) })
    await up()
    expect([undoDepth(second.state), redoDepth(second.state)]).toEqual([1, 1])
    second.commands.redo()
    expect(lines(second)).toEqual(['paragraph:起一二'])
    second.commands.undo()
    second.commands.undo()
    expect(lines(second)).toEqual(['paragraph:起'])
  })

  it('rejects a journal that leads to other words, and one that is broken', async () => {
    const first = edit([block.paragraph('起')])
    await up()
    act(first, '一', 2)
    const journal = carried(journalOf(first))
    const other = edit([block.paragraph('别的')], { undo: journal })
    const broken = edit([block.paragraph('起一')], { undo: { ...journal, done: [{ silent: false, steps: [{ stepType: 'replace', from: 90, to: 99 }] }] } })
    await up()
    expect([undoDepth(other.state), undoDepth(broken.state)]).toEqual([0, 0])
    expect([lines(other), lines(broken)]).toEqual([['paragraph:别的'], ['paragraph:起一']])
  })

  it('gives back the same words at every step, whatever was done', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('type' as const), at: fc.nat(60), text: fc.constantFrom('字', 'ab', '，', '长一点的话') }),
      fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const, 'split' as const, 'head' as const, 'bold' as const), at: fc.nat(60), text: fc.constant('') }),
    )
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const first = edit([block.paragraph('开头的一段'), block.crosshead('A', '小标题')])
      await up()
      for (const { kind, at, text } of steps) {
        if (kind === 'type') act(first, text, at)
        else if (kind === 'undo') first.commands.undo()
        else if (kind === 'redo') first.commands.redo()
        else {
          first.view.dispatch(closeHistory(first.state.tr))
          first.commands.setTextSelection(Math.max(1, Math.min(at, first.state.doc.content.size - 1)))
          if (kind === 'split') first.commands.splitBlock()
          else if (kind === 'head') first.commands.setNode('crosshead')
          else first.chain().selectParentNode().toggleBold().run()
        }
      }
      const second = edit(contentOf(first), { undo: carried(journalOf(first)) })
      await up()
      const journal = journalOf(first)
      // Every act of the journal is there to be undone; what came before it was cut off only by the history's own limit.
      expect(undoDepth(second.state)).toBe(journal?.done.filter(({ silent }) => !silent).length)
      while (undoDepth(first.state) > 0 && undoDepth(second.state) > 0) {
        first.commands.undo()
        second.commands.undo()
        expect(second.state.doc.toJSON()).toEqual(first.state.doc.toJSON())
      }
    }), { numRuns: 40 })
  }, 30_000)
})
