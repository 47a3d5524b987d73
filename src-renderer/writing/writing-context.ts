import { createContext, useContext, useSyncExternalStore } from 'react'

import type { FieldName, Fields } from './fields'
import type { StoryStore } from './story-store'

/** Where a picked picture goes: near a position of the body, or into a photo block by its id. `stay` leaves the caret where somebody writes. */
export type PhotoPlace = { near: number } | { block: string; stay?: boolean }

/** What the parts of one open story share. */
export type Writing = {
  id: string
  store: StoryStore
  photoUrl: (sha256: string, width?: number) => string
  /** Asks for picture files and puts them there. */
  pickPhotos: (place: PhotoPlace) => void
  /** Opens the crop and focal point of a photo block. */
  cropPhoto: (block: string) => void
}

const Context = createContext<Writing | null>(null)
export const WritingProvider = Context.Provider

/** The open story's shared parts; only under a WritingProvider. */
export const useWriting = (): Writing => {
  const writing = useContext(Context)
  if (!writing) throw new Error('useWriting stands outside a WritingProvider')
  return writing
}

/** One field as shown, and how to change it. Rerenders only when that field changes. */
export const useField = <N extends FieldName>(field: N): [Fields[N], (value: Fields[N]) => void] => {
  const { store } = useWriting()
  const value = useSyncExternalStore(store.subscribe, () => store.shown(field))
  return [value, (next) => store.set(field, next)]
}
