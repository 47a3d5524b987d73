import { Extension } from '@tiptap/core'
import type { Node as ProseNode, ResolvedPos } from '@tiptap/pm/model'
import { Plugin, TextSelection, type Selection, type Transaction } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

import { isUnit } from './unit'

/** Where the nearest frame around a place begins; -1 outside of any. */
const frameOf = ($pos: ResolvedPos): number => {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if ($pos.node(depth).type.spec.isolating) return $pos.before(depth)
  return -1
}

/** True for a choice of text that begins in one frame and ends in another, or outside. */
export const crossesFrames = (selection: Selection): boolean =>
  selection instanceof TextSelection && !selection.empty && frameOf(selection.$from) !== frameOf(selection.$to)

/** Empties a holder's place: the block goes, or an empty one takes its place where the holder cannot do without. */
const takeOut = (tr: Transaction, pos: number, node: ProseNode): void => {
  const $pos = tr.doc.resolve(pos)
  const index = $pos.index()
  const end = pos + node.nodeSize
  if ($pos.parent.canReplace(index, index + 1)) tr.delete(pos, end)
  else {
    const stand = $pos.parent.contentMatchAt(index).defaultType?.createAndFill()
    if (stand && $pos.parent.canReplaceWith(index, index + 1, stand.type)) tr.replaceWith(pos, end, stand)
  }
}

/**
 * Deletes what is chosen across frames: blocks that are wholly chosen go, the others lose the chosen words and stay where they
 * are. Nothing is drawn from one box into another; the editor's own deletion would join them, or fail.
 */
export const deleteAcross = (tr: Transaction): Transaction => {
  const { from, to } = tr.selection
  const pieces: { pos: number; node: ProseNode; whole: boolean }[] = []
  tr.doc.nodesBetween(from, to, (node, pos, parent) => {
    const whole = pos >= from && pos + node.nodeSize <= to && isUnit(parent, node)
    if (whole || node.isTextblock) pieces.push({ pos, node, whole })
    return !whole && !node.isTextblock
  })
  for (const { pos, node, whole } of pieces.reverse()) {
    if (whole) takeOut(tr, pos, node)
    else tr.delete(Math.max(from, pos + 1), Math.min(to, pos + node.nodeSize - 1))
  }
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(from, tr.doc.content.size)))).scrollIntoView()
}

const deleteIn = (view: EditorView): boolean => {
  if (!crossesFrames(view.state.selection)) return false
  view.dispatch(deleteAcross(view.state.tr))
  return true
}

const cut = (view: EditorView, event: ClipboardEvent): boolean => {
  const { selection } = view.state
  if (!event.clipboardData || !crossesFrames(selection)) return false
  const { dom, text } = view.serializeForClipboard(selection.content())
  event.preventDefault()
  event.clipboardData.setData('text/html', dom.innerHTML)
  event.clipboardData.setData('text/plain', text)
  return deleteIn(view)
}

/** Keys, typing, cutting and pasting over what is chosen across frames. */
export const AcrossFrames = Extension.create({
  name: 'acrossFrames',
  // Before every other rule for these keys.
  priority: 1500,
  addKeyboardShortcuts() {
    const deleted = (): boolean => deleteIn(this.editor.view)
    return {
      Backspace: deleted,
      Delete: deleted,
      'Mod-Backspace': deleted,
      'Mod-Delete': deleted,
      Enter: () => {
        const { selection, tr } = this.editor.state
        // The key then does what it does at the caret that is left; a split over several blocks at once can fail.
        if (!deleted() && selection instanceof TextSelection && !selection.$from.sameParent(selection.$to)) this.editor.view.dispatch(tr.deleteSelection())
        return false
      },
    }
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleTextInput: (view, _from, _to, text) => {
          if (!crossesFrames(view.state.selection)) return false
          const tr = deleteAcross(view.state.tr)
          view.dispatch(tr.insertText(text, tr.selection.from))
          return true
        },
        handlePaste: (view) => {
          deleteIn(view)
          return false
        },
        handleDOMEvents: {
          cut,
          // What no key announces (a word put in by the system, a dictation) would be drawn across the boxes by the browser itself.
          beforeinput: (view, event) => {
            if (event.isComposing || !crossesFrames(view.state.selection) || !/^(insert(Text|ReplacementText)|delete)/.test(event.inputType)) return false
            event.preventDefault()
            deleteIn(view)
            if (event.data) view.dispatch(view.state.tr.insertText(event.data))
            return true
          },
          compositionstart: (view) => {
            deleteIn(view)
            return false
          },
        },
      },
    }),
  ],
})
