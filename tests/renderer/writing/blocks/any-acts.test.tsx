// @vitest-environment happy-dom
import type { Editor } from '@tiptap/core'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

import { toggleCrosshead } from '../../../../src-renderer/writing/block-acts'
import { addBeside, duplicateBlock, moveBlock, removeBlock } from '../../../../src-renderer/writing/blocks/arrange'
import { addToGroup, dissolveGroup, makeGroup, takeFromGroup } from '../../../../src-renderer/writing/blocks/groups'
import { emptyBlock, emptyTable, insertBlock, insertFootnote, INSERTED } from '../../../../src-renderer/writing/blocks/insert'
import { actOnTable, TABLE_ACTS } from '../../../../src-renderer/writing/blocks/table-acts'
import { turnBlock, turnSelection, TURNS } from '../../../../src-renderer/writing/blocks/turn'
import { isUnit } from '../../../../src-renderer/writing/blocks/unit'
import { parseBody } from '../../../../src-shared/story/body'
import type { BodyJson } from '../../../../src-shared/story/story'
import { close, edit, ids, make, press } from './desk'

afterEach(close)

// Every letter of a made-up story is its own, so that one lost or doubled is seen.
let letter = 0
const word = (): string => String.fromCodePoint(0x4e00 + (letter += 1)) + String.fromCodePoint(0x4e00 + (letter += 1))
let block = 0
const id = (): string => `b${String((block += 1))}`

const lazy = <T,>(build: () => T): fc.Arbitrary<() => T> => fc.constant(build)
const text = fc.constantFrom<() => BodyJson>(
  () => make.paragraph(id()),
  () => make.paragraph(id(), word()),
  () => make.paragraph(id(), word(), { type: 'footnote', attrs: { text: word() } }, word()),
  () => make.crosshead(id(), 'A', word()),
  () => make.pull(id(), word(), word()),
  () => make.turn(id(), 'question', word(), word()),
  () => make.turn(id(), 'answer', '', word()),
)
const picture = fc.constantFrom<() => BodyJson>(() => make.photo(id(), null, word(), word(), word()), () => make.media(id(), word()), () => make.divider(id()), () => make.end(id()))
const cells = lazy(() => make.table(id(), [word(), word()], [word(), word()]))
const several = (one: fc.Arbitrary<() => BodyJson>): fc.Arbitrary<() => BodyJson[]> => fc.array(one, { minLength: 1, maxLength: 3 }).map((list) => () => list.map((build) => build()))
const simple = fc.oneof({ weight: 4, arbitrary: text }, picture, cells)
const nested = fc.oneof(
  several(text.filter((build) => build().type === 'paragraph')).map((content) => () => make.list(id(), 'bulletList', content())),
  lazy(() => make.group(id(), make.photo(id(), null, word()), make.photo(id(), null, word()))),
  several(simple).map((content) => () => make.quote(id(), ...content())),
)
const inside = fc.oneof({ weight: 3, arbitrary: simple }, nested)
const box = fc.oneof(
  several(inside).map((content) => () => make.fact(id(), word(), ...content())),
  several(inside).map((content) => () => make.live(id(), ...content())),
  several(inside).map((content) => () => make.sub(id(), word(), word(), ...content(), make.fact(id(), '', make.paragraph(id(), word())))),
  lazy(() => make.note(id(), make.paragraph(id(), word()))),
)
const bodies = fc.array(fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: nested }, { weight: 3, arbitrary: box }), { minLength: 1, maxLength: 6 })

type Act = { name: string; at: number; run: (editor: Editor, pos: number, pick: number) => unknown }

const keeping: Omit<Act, 'at'>[] = [
  { name: 'up', run: (editor, pos) => moveBlock(editor, pos, -1) },
  { name: 'down', run: (editor, pos) => moveBlock(editor, pos, 1) },
  { name: 'above', run: (editor, pos) => addBeside(editor, pos, -1) },
  { name: 'below', run: (editor, pos) => addBeside(editor, pos, 1) },
  { name: 'turn', run: (editor, pos, pick) => turnBlock(editor, pos, TURNS[pick % TURNS.length]!, () => '') },
  { name: 'turn what is selected', run: (editor, _, pick) => turnSelection(editor, TURNS[pick % TURNS.length]!, () => '') },
  { name: 'crosshead', run: toggleCrosshead },
  { name: 'group', run: makeGroup },
  { name: 'take out', run: takeFromGroup },
  { name: 'dissolve', run: dissolveGroup },
  { name: 'add a photo', run: addToGroup },
  { name: 'insert', run: (editor, _, pick) => insertBlock(editor, editor.state.selection.to, emptyBlock(editor.schema, INSERTED[pick % INSERTED.length]!)!) },
  { name: 'insert a table', run: (editor) => insertBlock(editor, editor.state.selection.to, emptyTable(editor.schema, 2, 2, true)) },
  { name: 'footnote', run: insertFootnote },
  { name: 'table', run: (editor, _, pick) => actOnTable(editor, TABLE_ACTS[pick % 7]![0]) },
  { name: 'Enter', run: (editor) => editor.state.selection.empty && editor.state.selection.$from.parent.content.size > 0 && press(editor, 'Enter') },
  { name: 'Escape', run: (editor) => press(editor, 'Escape') },
  { name: 'Tab', run: (editor) => press(editor, 'Tab') },
  { name: 'ArrowDown', run: (editor) => press(editor, 'ArrowDown') },
  { name: 'undo', run: (editor) => editor.commands.undo() },
]
const losing: Omit<Act, 'at'>[] = [
  { name: 'delete', run: removeBlock },
  { name: 'duplicate', run: duplicateBlock },
  { name: 'Backspace', run: (editor) => press(editor, 'Backspace') },
  { name: 'Delete', run: (editor) => press(editor, 'Delete') },
  { name: 'typing', run: (editor) => editor.view.someProp('handleTextInput', (handle) => handle(editor.view, editor.state.selection.from, editor.state.selection.to, 'x', () => editor.state.tr.insertText('x')) || undefined) ?? editor.view.dispatch(editor.state.tr.insertText('x')) },
  { name: 'Enter anywhere', run: (editor) => press(editor, 'Enter') },
  { name: 'delete in a table', run: (editor, _, pick) => actOnTable(editor, TABLE_ACTS[7 + (pick % 2)]![0]) },
]

/** Puts the caret or a choice somewhere, and tells a block there. */
const go = (editor: Editor, at: number): number => {
  const { doc } = editor.state
  const units: number[] = []
  doc.descendants((node, pos, parent) => {
    if (isUnit(parent, node)) units.push(pos)
  })
  const pos = units[at % units.length] ?? 0
  const node = doc.nodeAt(pos)
  const inside = doc.resolve(Math.min(doc.content.size, pos + 1 + (at % (node?.nodeSize ?? 1))))
  const whole = at % 5 === 0
  const wide = at % 7 === 0
  editor.view.dispatch(editor.state.tr.setSelection(whole ? NodeSelection.create(doc, pos) : TextSelection.between(inside, wide ? doc.resolve(Math.min(doc.content.size, pos + 30)) : inside)))
  return pos
}

/** Every letter of a body, whether in its text or in what blocks say of themselves, sorted. */
const letters = (node: BodyJson): string => {
  const all = (each: BodyJson): string => {
    const { speaker, by, text: note, credit, alt } = each.attrs ?? {}
    return [each.text, speaker, by, note, credit, alt].filter((value) => typeof value === 'string').join('') + (each.content ?? []).map(all).join('')
  }
  return [...new Set(all(node).match(/[\u4e00-\u9fff]/gu))].sort().join('')
}

const holds = (editor: Editor, name: string): void => {
  const parsed = parseBody(editor.state.doc.toJSON() as BodyJson)
  expect(parsed.ok ? '' : `${name}: ${parsed.message}`).toBe('')
  const found = ids(editor)
  expect(found, name).not.toContain(null)
  expect(new Set(found).size, name).toBe(found.length)
}

const acts = (list: readonly Omit<Act, 'at'>[]) => fc.array(fc.tuple(fc.constantFrom(...list), fc.nat(400), fc.nat(60)), { minLength: 1, maxLength: 12 })

describe('whatever is done with blocks, in any order', () => {
  it('the body stays a story’s body with an id of its own for every block', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, acts([...keeping, ...losing]), async (build, list) => {
        const editor = edit(...build.map((make) => make()))
        await new Promise((resolve) => setTimeout(resolve, 0))
        for (const [act, at, pick] of list) {
          act.run(editor, go(editor, at), pick)
          holds(editor, act.name)
        }
      }),
      { numRuns: 60 },
    )
  }, 120_000)

  it('and no letter is lost but by what deletes', async () => {
    await fc.assert(
      fc.asyncProperty(bodies, acts(keeping.filter(({ name }) => name !== 'undo')), async (build, list) => {
        const editor = edit(...build.map((make) => make()))
        await new Promise((resolve) => setTimeout(resolve, 0))
        const before = letters(editor.state.doc.toJSON() as BodyJson)
        for (const [act, at, pick] of list) {
          act.run(editor, go(editor, at), pick)
          const after = letters(editor.state.doc.toJSON() as BodyJson)
          expect(Array.from(before).filter((one) => !after.includes(one)).join(''), act.name).toBe('')
        }
      }),
      { numRuns: 60 },
    )
  }, 120_000)
})
