import type { Extensions } from '@tiptap/core'
import { useEditor, type Editor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { BodyJson } from '../../src-shared/story/story'
import type { UndoJournal } from '../../src-shared/story/undo'
import { useApp } from '../ui/app-state'
import { editingExtensions } from './body-editing'
import type { BlockDesk } from './blocks/block-desk'
import { filesIn } from './photos/photo-files'
import type { Pasted } from './pasting/pasting'
import { whoIs } from './notes-store'
import type { Session } from './session'
import type { SlashMenuStore } from './slash-menu'
import story from './story.module.css'
import { notedBy } from './tools/noted-by'
import { journalOf } from './tools/undo-journal'

/** What the editor hands to its room. */
export type BodyDoors = { onFiles: (files: File[], near: number) => void; onPasted: (pasted: Pasted) => void; onUp: () => void }

const createDoors = (): { now: () => BodyDoors | null; set: (doors: BodyDoors) => void } => {
  let current: BodyDoors | null = null
  return {
    now: () => current,
    set: (doors) => {
      current = doors
    },
  }
}

/**
 * The editor of a session's body. Built once; what it needs later (`doors`) is reached through the returned setter, so that no
 * rerender of the room rebuilds it. `bound` adds what ties the body to others, once.
 */
export const useBodyEditor = (session: Session, slash: SlashMenuStore, undo: UndoJournal | null, blocks: BlockDesk, bound: (extensions: Extensions) => Extensions = (extensions) => extensions): { editor: Editor; setDoors: (doors: BodyDoors) => void } => {
  const { t } = useTranslation('writing')
  const { person } = useApp()
  const [doors] = useState(createDoors)
  const label = t('body.label')
  const [extensions] = useState(() => bound(editingExtensions({ placeholder: t('hint.body'), slash, hasPhoto: (digest) => session.store.photo(digest) !== undefined,
    language: () => session.store.shown('language'),
    onSuggested: (ids) => {
      for (const id of ids) session.notes.addSuggestion(id, whoIs(person, new Date().toISOString()))
    },
    noted: notedBy(session.notes, person),
    undo,
    pasting: { onNotes: (notes) => session.notes.add(notes), onPasted: (pasted) => doors.now()?.onPasted(pasted) },
    blocks,
  })))
  const editor = useEditor({
    extensions,
    content: session.story().body,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: { class: story.body ?? '', role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, spellcheck: 'false' },
      handlePaste: (view, event) => {
        const files = filesIn(event.clipboardData)
        if (files.length > 0) doors.now()?.onFiles(files, view.state.selection.from)
        return files.length > 0
      },
      // The page takes the drop itself: files may also be dropped beside the text.
      handleDrop: (_view, event) => filesIn(event.dataTransfer).length > 0,
      handleKeyDown: (view, event) => {
        if (view.composing || event.isComposing) return false
        if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') return true
        if (event.key !== 'ArrowUp' || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false
        const { $from, empty } = view.state.selection
        // Before a box that opens the story the caret stands at its very start, in no line.
        const first = $from.pos === 0 || ($from.depth === 1 && $from.index(0) === 0 && view.endOfTextblock('up'))
        if (!empty || !first) return false
        doors.now()?.onUp()
        return true
      },
    },
    onUpdate: () => session.saver.changed(),
  }, [session])
  useEffect(() => {
    session.bodyFrom(() => editor.state.doc.toJSON() as BodyJson)
    session.undoFrom(() => journalOf(editor))
  }, [session, editor])
  return { editor, setDoors: doors.set }
}
