import { Extension } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import { Fragment, Slice, type Slice as PmSlice } from '@tiptap/pm/model'
import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state'
import { isInTable } from '@tiptap/pm/tables'
import type { EditorView } from '@tiptap/pm/view'

import type { Failure } from '../../../src-shared/outcome'
import { noNotes, type Notes } from '../../../src-shared/story/notes'
import { filesIn } from '../photos/photo-files'
import { isOwn, readClipboard, type Copy } from './clipboard'
import { fitBlocks } from './fitting'
import { picturesOf, type Arrived } from './pictures'
import { tidyPasted } from './tidy'

/** What came in with a paste or a drop, beside its text: pictures for their places, how many places wait, and why markup was left out. */
export type Pasted = Arrived & { refused: Failure | null; brought: boolean }

export type PastingOptions = {
  /** True for a picture the story has. */
  has: (digest: string) => boolean
  /** Takes what people suggested and said in the copy, before its words come in. */
  onNotes: (notes: Notes) => void
  onPasted: (pasted: Pasted) => void
}

/** Other plugins' handling of a table pasted into a table. */
const intoTable = (view: EditorView, event: ClipboardEvent, { blocks }: Copy): boolean => {
  if (!isInTable(view.state) || blocks.length !== 1 || blocks[0]?.type !== 'table') return false
  const slice = new Slice(Fragment.from(view.state.schema.nodeFromJSON(blocks[0])), 0, 0)
  return view.someProp('handlePaste', (handle) => handle(view, event, slice)) ?? false
}

const bring = (view: EditorView, copy: Copy, data: DataTransfer, { onNotes, onPasted }: PastingOptions, at: number | null): void => {
  const arrived = picturesOf(copy.pictures, [...data.files], () => data.getData('text/rtf'))
  if (copy.blocks.length > 0) {
    if (copy.notes !== noNotes) onNotes(copy.notes)
    const start = (): Transaction => {
      const { tr } = view.state
      return at === null ? tr : tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size))))
    }
    // A step of the history by itself, whatever was typed a moment before. Without the mark of a paste other rules rewrite no sign of it.
    view.dispatch(closeHistory(fitBlocks(view.state, copy.blocks, start)).scrollIntoView())
    view.focus()
  }
  onPasted({ ...arrived, refused: copy.refused, brought: copy.blocks.length > 0 })
}

/**
 * Pasting and dropping copy from elsewhere, read by readHtml and readPlain into the story's own blocks, in one step of the
 * history. What was copied from the editor itself comes back as it was; with Shift held, text alone.
 */
export const Pasting = Extension.create<PastingOptions>({
  name: 'pasting',
  addOptions: () => ({ has: () => true, onNotes: () => undefined, onPasted: () => undefined }),
  addProseMirrorPlugins() {
    const { options } = this
    let plain = false
    const transformPasted = (slice: PmSlice): PmSlice => tidyPasted(slice, options.has)
    return [
      new Plugin({
        props: {
          transformPasted,
          handleDOMEvents: {
            keydown: (_view, event) => {
              plain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v'
              return false
            },
            // Before the editor reads the markup itself: a document of half a megabyte would be read twice, and its styles tried on.
            paste: (view, event) => {
              const asText = plain
              plain = false
              const data = event.clipboardData
              // The editor's own way: while composing, for pictures alone, and for what it copied itself.
              if (!data || view.composing || !view.editable || filesIn(data).length > 0 || (!asText && isOwn(data))) return false
              const copy = readClipboard(data, asText)
              if (!copy) return false
              event.preventDefault()
              if (!intoTable(view, event, copy)) bring(view, copy, data, options, null)
              return true
            },
            drop: (view, event) => {
              const data = event.dataTransfer
              // What is moved within the editor, or copied from it, goes the editor's own way; files go the page's.
              if (!data || !view.editable || view.dragging || filesIn(data).length > 0 || isOwn(data)) return false
              const copy = readClipboard(data, false)
              const at = view.posAtCoords({ left: event.clientX, top: event.clientY })
              if (!copy || !at) return false
              event.preventDefault()
              bring(view, copy, data, options, at.pos)
              return true
            },
          },
        },
      }),
    ]
  },
})
