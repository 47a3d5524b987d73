import type { Editor } from '@tiptap/react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type DragEvent, type RefObject } from 'react'

import { createPhotoBatch, type BatchState, type PhotoBatch } from '../adding-photos'
import { filesDropped, filesIn } from './photo-files'
import type { StoryStore } from '../story-store'
import type { PhotoPlace } from '../writing-context'

/** How the adding of photos stands, kept up to date. */
export const useBatch = (batch: PhotoBatch): BatchState => useSyncExternalStore(batch.subscribe, batch.state)

/** Everything a room does with photo files: asks for pictures or a folder, takes drops, crops, and never leaves with pictures read and not placed. */
export type RoomPhotos = {
  batch: PhotoBatch
  pick: (place: PhotoPlace) => void
  pickFolder: (place: PhotoPlace) => void
  onDrop: (event: DragEvent) => void
  onDragOver: (event: DragEvent) => void
  /** The block whose picture is being cropped. */
  cropping: string | null
  crop: (block: string | null) => void
  /** The two file dialogs, and what was chosen in one of them. */
  pictures: RefObject<HTMLInputElement | null>
  folder: RefObject<HTMLInputElement | null>
  chosen: (files: readonly File[]) => void
}

/** The photos of one room. Used before whatever saves on leaving: what it places then is part of what is saved. */
export const useRoomPhotos = (id: string, editor: Editor, store: StoryStore): RoomPhotos => {
  const batch = useMemo(() => createPhotoBatch({ id, editor, store }), [id, editor, store])
  const [cropping, crop] = useState<string | null>(null)
  const pictures = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const place = useRef<PhotoPlace>({ near: 0 })
  useEffect(() => {
    const settle = (): void => batch.settle()
    window.addEventListener('pagehide', settle)
    window.addEventListener('beforeunload', settle)
    return () => {
      window.removeEventListener('pagehide', settle)
      window.removeEventListener('beforeunload', settle)
      settle()
    }
  }, [batch])
  const ask = useCallback((input: RefObject<HTMLInputElement | null>, at: PhotoPlace) => {
    place.current = at
    input.current?.click()
  }, [])
  const pick = useCallback((at: PhotoPlace) => ask(pictures, at), [ask])
  const pickFolder = useCallback((at: PhotoPlace) => ask(folder, at), [ask])
  const chosen = useCallback((files: readonly File[]) => void batch.add(files, place.current), [batch])
  const onDrop = useCallback((event: DragEvent): void => {
    if (filesIn(event.dataTransfer).length === 0) return
    event.preventDefault()
    const near = editor.view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? editor.state.doc.content.size
    void batch.add(filesDropped(event.dataTransfer), { near })
  }, [batch, editor])
  const onDragOver = useCallback((event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault()
  }, [])
  return { batch, pick, pickFolder, onDrop, onDragOver, cropping, crop, pictures, folder, chosen }
}
