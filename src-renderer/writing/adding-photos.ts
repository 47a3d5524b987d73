import { notifications } from '@mantine/notifications'
import type { Editor } from '@tiptap/react'
import type { TFunction } from 'i18next'

import { failureOf, type Outcome } from '../../src-shared/outcome'
import type { Photo } from '../../src-shared/story/story'
import { bench } from '../bench'
import { describeFailure } from '../ui/failure'
import { caretInto, fillPhoto, insertPhoto } from './block-acts'
import { findBlock } from './block-finding'
import type { StoryStore } from './story-store'
import type { PhotoPlace } from './writing-context'
import css from './writing.module.css'

type Added = { photo: Photo; caption: string; credit: string }

const send = async (story: string, file: File): Promise<Outcome<Added>> => {
  try {
    return await bench.ask('photo.add', { story, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  } catch (error) {
    // The file went away between being chosen and being read.
    return failureOf(error)
  }
}

/** Resolves when no composition is going on: the document is never touched during one. */
export const afterComposing = async (editor: Editor): Promise<void> => {
  while (!editor.isDestroyed && editor.view.composing)
    await new Promise<void>((resolve) => editor.view.dom.addEventListener('compositionend', () => setTimeout(resolve, 60), { once: true }))
}

/** A position of the body that stays where it is while the text around it changes. */
const followed = (editor: Editor, pos: number): { at: () => number; put: (pos: number) => void; stop: () => void } => {
  let at = pos
  const follow = ({ transaction }: { transaction: { mapping: { map: (pos: number) => number } } }): void => {
    at = transaction.mapping.map(at)
  }
  editor.on('transaction', follow)
  const put = (next: number): void => {
    at = next
  }
  return { at: () => at, put, stop: () => editor.off('transaction', follow) }
}

const sayProgress = (t: TFunction, id: string, done: number, total: number): void => {
  const message = t('writing:photo.adding', { done: done + 1, total })
  const shown = { id, message, loading: true, autoClose: false as const, withCloseButton: false }
  if (done === 0) notifications.show(shown)
  else notifications.update(shown)
}

/** Adds files one after another, in order, at a place. Refused ones are named with their reason; the rest go on. */
export const addPhotos = async (room: { id: string; editor: Editor; store: StoryStore; t: TFunction }, files: readonly File[], place: PhotoPlace): Promise<void> => {
  const { id, editor, store, t } = room
  const notice = `photos-${crypto.randomUUID()}`
  const start = 'near' in place ? place.near : findBlock(editor.state.doc, place.block)?.pos
  const position = followed(editor, start ?? editor.state.selection.to)
  let block = 'block' in place ? place.block : null
  for (const [index, file] of files.entries()) {
    sayProgress(t, notice, index, files.length)
    const answer = await send(id, file)
    await afterComposing(editor)
    if (editor.isDestroyed) break
    if (!answer.ok) {
      notifications.show({ color: 'cinnabar', title: t('writing:photo.refused', { name: file.name }), message: describeFailure(t, answer), autoClose: 12_000, classNames: { description: css.noticeWords }, closeButtonProps: { 'aria-label': t('writing:close') } })
      continue
    }
    const { photo, ...words } = answer.value
    store.addPhoto(photo)
    // A chosen block takes the first picture that is accepted; the others follow it.
    const filled = block === null ? null : fillPhoto(editor, block, photo, words)
    block = null
    const at = filled ?? insertPhoto(editor, position.at(), photo, words)
    position.put(at + (editor.state.doc.nodeAt(at)?.nodeSize ?? 0))
    if (files.length === 1) caretInto(editor, at)
  }
  position.stop()
  notifications.hide(notice)
}

/** The picture files of a paste or a drop; empty when there is text to take instead. */
export const filesIn = (data: DataTransfer | null): File[] => {
  const files = [...(data?.files ?? [])]
  if (files.length === 0) return files
  // Word processors put a picture of the text beside the text.
  const html = data?.getData('text/html') ?? ''
  const text = html.replace(/<style[\s\S]*?<\/style>|<[^>]*>|&nbsp;|\s/gi, '')
  return text === '' ? files : []
}
