import type { Editor } from '@tiptap/react'
import { useEffect, useMemo, useState } from 'react'

import type { CommandHelp } from '../body-commands'
import { asInput, asMoment } from '../moment'
import type { BlockDesk } from './block-desk'
import { BlockHandle } from './block-handle'
import { BlockMenu } from './block-menu'
import { FootnoteBox } from './footnote-box'
import { footnotesOf } from './footnotes'
import { emptyTable, insertBlock, insertFootnote } from './insert'
import { TableDialog } from './table-dialog'

/** The moment on this machine's clock, to the minute, with its offset. */
const clock = (): string => asMoment(asInput(new Date().toISOString())) ?? ''

/** What a room needs for its blocks: what its commands may ask for, and whether a table's size is being asked. */
export const useBlocks = (editor: Editor, desk: BlockDesk): { help: Pick<CommandHelp, 'askTable' | 'addFootnote' | 'now'>; asking: boolean; setAsking: (asking: boolean) => void } => {
  const [asking, setAsking] = useState(false)
  const help = useMemo(() => ({
    askTable: () => setAsking(true),
    addFootnote: () => {
      const pos = insertFootnote(editor)
      if (pos !== null) desk.show({ kind: 'footnote', pos })
    },
    now: clock,
  }), [editor, desk])
  useEffect(() => desk.setDoors({
    addFootnote: help.addFootnote,
    openMenu: (pos) => {
      const dom = editor.view.nodeDOM(pos)
      const rect = (dom instanceof HTMLElement ? dom : editor.view.dom).getBoundingClientRect()
      // Below the line at the caret, which stays in sight.
      desk.show({ kind: 'menu', pos, left: rect.left, top: Math.max(rect.top, editor.view.coordsAtPos(editor.state.selection.head).bottom) })
    },
  }), [desk, editor, help])
  return { help, asking, setAsking }
}

/** What lies over and beside the body: the handle of the block under the pointer, the menu of one, a footnote's words, the size of a new table. */
export const OverBlocks = ({ editor, desk, asking, setAsking, now }: { editor: Editor; desk: BlockDesk; asking: boolean; setAsking: (asking: boolean) => void; now: () => string }) => (
  <>
    <BlockHandle editor={editor} desk={desk} />
    <BlockMenu editor={editor} desk={desk} now={now} />
    <FootnoteBox editor={editor} desk={desk} />
    <TableDialog opened={asking} onClose={() => {
      setAsking(false)
      editor.view.focus()
    }} onSize={({ rows, columns, header }) => {
      setAsking(false)
      insertBlock(editor, editor.state.selection.to, emptyTable(editor.schema, rows, columns, header))
    }} />
  </>
)

/** Goes to a footnote by its number, from 0, and opens it. */
export const openNote = (editor: Editor, desk: BlockDesk, index: number): void => {
  const note = footnotesOf(editor.state.doc)[index]
  if (!note) return
  const dom = editor.view.nodeDOM(note.pos)
  if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'center' })
  desk.show({ kind: 'footnote', pos: note.pos })
}
