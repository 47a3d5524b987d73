import { TextSelection } from '@tiptap/pm/state'
import type { Node as ProseNode } from '@tiptap/pm/model'
import type { Editor } from '@tiptap/react'

import { findBlock } from '../../writing/block-finding'
import type { InspectorTab } from '../../writing/inspector'
import { isSuggesting } from '../../writing/tools/suggesting'

/** A place in the text: a block and how far into it, or how far into the text where the block has no name. */
type Spot = { block: string | null; offset: number }
type Focus = { kind: 'field'; id: string; start: number | null; end: number | null } | { kind: 'text' } | null

type Remembered = { tab: InspectorTab; suggesting: boolean; scroll: number; anchor: Spot; head: Spot; focus: Focus }

/** What a room is like for the person in it: given to the next one that shows the piece, after a merge or another way of saving. */
export type RoomMemory = { last: () => Remembered | null; put: (remembered: Remembered) => void }

/** Remembers nothing yet. */
export const makeRoomMemory = (): RoomMemory => {
  let last: Remembered | null = null
  return {
    last: () => last,
    put: (remembered) => {
      last = remembered
    },
  }
}

const spotAt = (doc: ProseNode, pos: number): Spot => {
  const $pos = doc.resolve(pos)
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const id: unknown = $pos.node(depth).attrs['blockId']
    if (typeof id === 'string' && id !== '') return { block: id, offset: pos - $pos.before(depth) }
  }
  return { block: null, offset: pos }
}

const posOf = (doc: ProseNode, { block, offset }: Spot): number => {
  const found = block === null ? null : findBlock(doc, block)
  return found ? found.pos + Math.min(offset, found.node.nodeSize - 1) : Math.min(offset, doc.content.size)
}

const focusNow = (editor: Editor): Focus => {
  const active = document.activeElement
  if (editor.view.dom.contains(active)) return { kind: 'text' }
  if (!(active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) || active.id === '') return null
  return { kind: 'field', id: active.id, start: active.selectionStart, end: active.selectionEnd }
}

/** What the room is like at this moment; called while it is still on screen. */
export const roomNow = (editor: Editor, tab: InspectorTab, page: HTMLElement | null): Remembered => {
  const { doc, selection } = editor.state
  return { tab, suggesting: isSuggesting(editor.state), scroll: page?.scrollTop ?? 0, anchor: spotAt(doc, selection.anchor), head: spotAt(doc, selection.head), focus: focusNow(editor) }
}

/** Puts the caret, the page and the focus where they were, as far as those places are still there. */
export const comeBack = ({ anchor, head, scroll, focus }: Remembered, editor: Editor, page: HTMLElement | null): void => {
  const { doc, tr } = editor.state
  editor.view.dispatch(tr.setSelection(TextSelection.between(doc.resolve(posOf(doc, anchor)), doc.resolve(posOf(doc, head)))).setMeta('addToHistory', false))
  if (focus?.kind === 'text') editor.view.focus()
  else if (focus) {
    const field = document.getElementById(focus.id)
    field?.focus({ preventScroll: true })
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && focus.start !== null) field.setSelectionRange(focus.start, focus.end)
  }
  if (page) page.scrollTop = scroll
}
