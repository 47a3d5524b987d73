import { Extension, type Editor } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

import { duplicateBlock, moveBlock, removeBlock } from './arrange'
import { intoControls } from './controls'
import { backspaceAtStart, deleteAtEnd, downPastEnd, enterLeavesBox, enterOneLine, goBelow, leaveFrame } from './leaving'
import { turnSelection, type Turn } from './turn'
import { backspaceTurn, enterTurn } from './turns'
import { unitsOf } from './unit'

/** What keys ask of the room: the menu of a block by its position, and a new footnote. */
export type BlockDoors = { openMenu: (pos: number) => void; addFootnote: () => void }

/** Shortcuts of block acts, by their locale key under `block.`, as body-commands writes them. */
export const BLOCK_KEYS = { menu: 'Mod+/', up: 'Alt+ArrowUp', down: 'Alt+ArrowDown', duplicate: 'Mod+Shift+D', remove: 'Mod+Shift+Backspace' } as const

const onUnit = (editor: Editor, act: (pos: number) => unknown): boolean => {
  const unit = unitsOf(editor.state.selection)[0]
  if (!unit) return false
  act(unit.pos)
  // The key is used even where the block can go no further, so that no browser acts on it.
  return true
}

/** Below the last block, a click makes a line to write in. */
const clickBelow = (editor: Editor) =>
  new Plugin({
    props: {
      handleDOMEvents: {
        mousedown: (view, event) => {
          const last = view.state.doc.lastChild
          if (event.target !== view.dom || !last || last.type.name === 'paragraph' || event.button !== 0) return false
          const box = view.dom.lastElementChild?.getBoundingClientRect()
          if (!box || event.clientY < box.bottom + 4) return false
          event.preventDefault()
          return goBelow(editor, view.state.doc.content.size - last.nodeSize)
        },
      },
    },
  })

/** The keys of blocks: going through boxes and interviews, and acts on the block at the caret. Before all others, behind the "/" menu. */
export const BlockKeys = Extension.create<{ doors: () => BlockDoors | null }>({
  name: 'blockKeys',
  priority: 1000,
  addOptions: () => ({ doors: () => null }),
  addKeyboardShortcuts() {
    const { editor } = this
    const turn = (kind: Turn) => () => turnSelection(editor, kind, () => '')
    return {
      Enter: () => enterTurn(editor) || enterOneLine(editor) || enterLeavesBox(editor),
      Backspace: () => backspaceTurn(editor) || backspaceAtStart(editor),
      Delete: () => deleteAtEnd(editor),
      Escape: () => leaveFrame(editor),
      ArrowDown: () => downPastEnd(editor),
      Tab: () => intoControls(editor, 1),
      'Shift-Tab': () => intoControls(editor, -1),
      'Alt-ArrowUp': () => onUnit(editor, (pos) => moveBlock(editor, pos, -1)),
      'Alt-ArrowDown': () => onUnit(editor, (pos) => moveBlock(editor, pos, 1)),
      'Mod-Shift-d': () => onUnit(editor, (pos) => duplicateBlock(editor, pos)),
      'Mod-Shift-Backspace': () => onUnit(editor, (pos) => removeBlock(editor, pos)),
      'Mod-/': () => onUnit(editor, (pos) => this.options.doors()?.openMenu(pos)),
      'Mod-Alt-f': () => {
        this.options.doors()?.addFootnote()
        return true
      },
      'Mod-Shift-7': turn('orderedList'),
      'Mod-Shift-8': turn('bulletList'),
      'Mod-Shift-9': turn('briefList'),
      'Mod-Shift-b': turn('blockquote'),
    }
  },
  addProseMirrorPlugins() {
    return [clickBelow(this.editor)]
  },
})
