import type { Editor } from '@tiptap/react'

import { failureOf, type Failure, type Outcome } from '../../src-shared/outcome'
import type { Output } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { caretInto } from './block-acts'
import { findBlock, photosOf } from './block-finding'
import { placePhotos, type PhotoToPlace } from './photos/placing-photos'
import type { StoryStore } from './story-store'
import type { PhotoPlace } from './writing-context'

type Added = Output<'photo.add'>

/** A photo that came but is in the story already: the file's name and the block that shows it. */
export type AlreadyThere = { name: string; block: string; again: PhotoToPlace }
/** Something a person should look at in a photo that was added. */
export type PhotoRemark = { name: string; kind: 'unsure' | 'frames'; frames: number }

/** How the adding of photos stands. `name` is the file being read; `total` grows when more are given; `finished` until it is dismissed. */
export type BatchState = {
  running: boolean
  finished: boolean
  total: number
  done: number
  name: string
  added: number
  cancelled: boolean
  already: readonly AlreadyThere[]
  refused: readonly { name: string; failure: Failure }[]
  remarks: readonly PhotoRemark[]
}

const IDLE: BatchState = { running: false, finished: false, total: 0, done: 0, name: '', added: 0, cancelled: false, already: [], refused: [], remarks: [] }

/** Adds photos to one open story, one after another, while its writer goes on writing. */
export type PhotoBatch = {
  /** Puts pictures at a place, in order. Given more while it works, it takes them next. Resolves when these are done. */
  add: (files: readonly File[] | Promise<readonly File[]>, place: PhotoPlace) => Promise<void>
  /** Stops after the file being read; what was read before goes into the story. */
  cancel: () => void
  /** Puts what was read into the story now and stops: the room is being left. */
  settle: () => void
  /** Puts a picture in that is there already. */
  again: (item: AlreadyThere) => void
  /** Forgets what is shown. */
  dismiss: () => void
  state: () => BatchState
  subscribe: (listener: () => void) => () => void
}

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

/** Lets typing and painting go first. */
const breathe = (): Promise<void> => new Promise((resolve) => (typeof requestIdleCallback === 'function' ? requestIdleCallback(() => resolve(), { timeout: 200 }) : setTimeout(resolve, 1)))

/** A position of the body that stays where it is while the text around it changes. */
const followed = (editor: Editor, pos: number): { at: () => number; stop: () => void } => {
  let at = pos
  const follow = ({ transaction }: { transaction: { mapping: { map: (pos: number) => number } } }): void => {
    at = transaction.mapping.map(at)
  }
  editor.on('transaction', follow)
  return { at: () => at, stop: () => editor.off('transaction', follow) }
}

const toPlace = ({ photo, caption, credit }: Added): PhotoToPlace => ({ photo, words: { caption, credit, alt: photo.words?.alt ?? '' } })

/** Makes the adder of one room. All pictures given at once come into the story in one step, which one undo takes back. */
export const createPhotoBatch = ({ id, editor, store }: { id: string; editor: Editor; store: StoryStore }): PhotoBatch => {
  let state = IDLE
  let cancelled = false
  let last: Promise<void> = Promise.resolve()
  let settleNow = (): void => undefined
  const listeners = new Set<() => void>()
  const show = (change: Partial<BatchState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const stop = (): void => {
    cancelled = true
    show({ cancelled: true })
  }
  const placed = (digest: string): string | undefined => photosOf(editor.state.doc).find(({ photo }) => photo === digest)?.id

  const remark = (name: string, { unsure, frames }: Added): void => {
    if (unsure.length > 0) show({ remarks: [...state.remarks, { name, kind: 'unsure', frames }] })
    if (frames > 1) show({ remarks: [...state.remarks, { name, kind: 'frames', frames }] })
  }

  const work = async (files: readonly File[], place: PhotoPlace, position: { at: () => number; stop: () => void }): Promise<void> => {
    const ready: PhotoToPlace[] = []
    const seen = new Set<string>()
    const block = 'block' in place ? place.block : null
    const stage = { settled: false }
    const over = (): boolean => stage.settled
    const put = (): void => {
      if (stage.settled) return
      stage.settled = true
      position.stop()
      if (editor.isDestroyed || ready.length === 0) return
      for (const { photo } of ready) if (photo) store.addPhoto(photo)
      const at = placePhotos(editor, { block, near: position.at() }, ready)
      show({ added: state.added + ready.length })
      if (at !== null && ready.length === 1 && !('stay' in place && place.stay)) caretInto(editor, at)
    }
    settleNow = put
    for (const file of files) {
      if (cancelled || over() || editor.isDestroyed) break
      show({ name: file.name })
      const answer = await send(id, file)
      if (over()) return
      show({ done: state.done + 1 })
      if (!answer.ok) {
        show({ refused: [...state.refused, { name: file.name, failure: answer }] })
        // A full disk or a host that is away would refuse all the others too.
        if (!answer.code.startsWith('photo-')) stop()
        continue
      }
      const entry = toPlace(answer.value)
      const digest = answer.value.photo.sha256
      const there = placed(digest)
      // A place somebody chose for it takes any picture.
      const chosen = block !== null && ready.length === 0
      if (!chosen && (there !== undefined || seen.has(digest))) show({ already: [...state.already, { name: file.name, block: there ?? '', again: entry }] })
      else {
        ready.push(entry)
        remark(file.name, answer.value)
      }
      seen.add(digest)
      if (files.length > 1) await breathe()
    }
    await afterComposing(editor)
    put()
  }

  const add = (given: readonly File[] | Promise<readonly File[]>, place: PhotoPlace): Promise<void> => {
    const start = 'near' in place ? place.near : findBlock(editor.state.doc, place.block)?.pos
    const position = followed(editor, start ?? editor.state.selection.to)
    if (!state.running) {
      cancelled = false
      show({ ...IDLE, running: true })
    }
    const mine = last.then(async () => {
      const files = await given
      show({ total: state.total + files.length })
      if (!cancelled) await work(files, place, position)
      position.stop()
    })
    const settled = mine.catch(() => undefined).then(() => {
      if (last === settled) show({ running: false, finished: true, name: '', cancelled })
    })
    last = settled
    return mine
  }

  return {
    add,
    cancel: stop,
    settle: () => {
      cancelled = true
      settleNow()
    },
    again: (item) => {
      if (item.again.photo) store.addPhoto(item.again.photo)
      placePhotos(editor, { block: null, near: editor.state.selection.to }, [item.again])
      show({ already: state.already.filter((each) => each !== item) })
    },
    dismiss: () => {
      if (!state.running) show(IDLE)
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
