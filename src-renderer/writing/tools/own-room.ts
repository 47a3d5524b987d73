import type { Editor } from '@tiptap/react'
import { useMemo } from 'react'

import type { Notes, NotedField } from '../../../src-shared/story/notes'
import { useApp } from '../../ui/app-state'
import { fieldId } from '../title-field'
import type { NotesStore, Someone } from '../notes-store'
import type { StoryStore } from '../story-store'
import { useNotesUpkeep, type NotesRoom } from './notes-room'

/** A draft's fields as its notes read and set them. */
export const notedFields = (store: StoryStore): Omit<NotesRoom['fields'], 'go'> => ({ valueOf: (field) => store.shown(field), set: (field, value) => store.set(field, value), subscribe: store.subscribe })

/** Those a draft's notes name with an id, and this person: who can be called on where no desk lists its people. */
const peopleIn = ({ threads, suggestions, fields = [] }: Notes, me: Someone): Someone[] => {
  const known = new Map<string, Someone>([[me.id, me]])
  for (const { by, person } of [...threads.flatMap(({ remarks }) => remarks), ...Object.values(suggestions), ...fields]) if (person !== undefined && !known.has(person)) known.set(person, { id: person, name: by })
  return [...known.values()]
}

/** The field of the head the focus is in; null elsewhere. */
export const fieldInFocus = (fields: readonly NotedField[]): NotedField | null => fields.find((field) => document.activeElement?.id === fieldId(field)) ?? null

type Parts = { editor: Editor; notes: NotesStore; store: StoryStore; go: (field: NotedField) => void; people?: readonly Someone[] | undefined; may?: NotesRoom['may'] }

const ALL: NotesRoom['may'] = { settle: true, suggestOnly: false }

/** The notes of an editor for whoever is signed in; `people` are those the notes name unless a desk lists its own. */
export const useOwnNotesRoom = ({ editor, notes, store, go, people, may = ALL }: Parts): NotesRoom => {
  const { person } = useApp()
  const room = useMemo<NotesRoom>(() => ({ editor, notes, fields: { ...notedFields(store), go }, people: people ?? peopleIn(notes.value(), person), me: person, may }), [editor, notes, store, go, people, may, person])
  useNotesUpkeep(room)
  return room
}
