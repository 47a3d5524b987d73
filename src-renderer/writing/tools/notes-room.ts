import { useEditorState, type Editor } from '@tiptap/react'
import { createContext, use, useEffect, useSyncExternalStore } from 'react'

import { Fault } from '../../../src-shared/outcome'
import type { FieldSuggestion, NotedField } from '../../../src-shared/story/notes'
import { isBy, type NotesStore, type Someone } from '../notes-store'
import { isSuggesting, setSuggesting, suggestionsOf } from './suggesting'
import { redraw } from './suggestion-marks'

/** The fields of the story as its notes read and set them. */
type NotedFields = { valueOf: (field: NotedField) => string; set: (field: NotedField, value: string) => void; subscribe: (listener: () => void) => () => void; go: (field: NotedField) => void }

/**
 * All that comments and tracked changes need of wherever an editor stands. `people` are who can be called on. `may.settle` lets this person take and
 * leave what others suggest; `may.suggestOnly` keeps suggesting on;
 * who only `reads` does nothing at all.
 */
export type NotesRoom = {
  editor: Editor
  notes: NotesStore
  fields: NotedFields
  people: readonly Someone[]
  me: Someone
  may: { settle: boolean; suggestOnly: boolean; reads?: boolean }
}

const Context = createContext<NotesRoom | null>(null)
/** Put around an editor, its head and its Notes tab. */
export const NotesRoomProvider = Context.Provider

/** The notes of the editor around; only under a NotesRoomProvider. */
export const useNotesRoom = (): NotesRoom => {
  const room = use(Context)
  if (!room) throw new Fault('unexpected', 'useNotesRoom stands outside a NotesRoomProvider')
  return room
}

/** The same, or null where nobody notes anything. */
export const useNotesRoomIfAny = (): NotesRoom | null => use(Context)

/** Keeps suggesting on for whoever may only suggest, and draws suggestions anew once it is known whose they are. Called where the room is made. */
export const useNotesUpkeep = ({ editor, notes, may: { suggestOnly } }: NotesRoom): void => {
  useEffect(() => {
    if (suggestOnly && !isSuggesting(editor.state)) setSuggesting(editor, true)
  }, [editor, suggestOnly])
  useEffect(() => notes.subscribe(() => {
    const { view } = editor
    if (view.composing) return
    const unknown = [...view.dom.querySelectorAll('[data-suggested]:not([data-who])')]
    if (unknown.length > 0 && suggestionsOf(view.state.doc).some(({ id }) => notes.value().suggestions[id] !== undefined)) redraw(view)
  }), [editor, notes])
}

/** True while changes are suggested rather than made. */
export const useIsSuggesting = (room: NotesRoom | null): boolean =>
  useEditorState({ editor: room?.editor ?? null, selector: ({ editor }) => editor !== null && isSuggesting(editor.state) }) ?? false

const none: readonly FieldSuggestion[] = []
const never = (): (() => void) => () => undefined

/** What is suggested for the fields of the head. */
export const useFieldSuggestions = (room: NotesRoom | null): readonly FieldSuggestion[] =>
  useSyncExternalStore(room?.notes.subscribe ?? never, () => room?.notes.value().fields ?? none)

/** What this person may do with a suggestion: take it, and leave it; their own they may always withdraw. */
export const mayWith = ({ me, may }: NotesRoom, who: { by: string; person?: string | undefined } | undefined): { accept: boolean; reject: boolean } => {
  const settles = may.settle && !may.suggestOnly
  return { accept: settles, reject: settles || (!may.reads && isBy(who, me)) }
}
