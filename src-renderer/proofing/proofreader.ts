import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'

import { isAside } from '../../src-shared/proofing/aside'
import { pieceOf } from '../../src-shared/proofing/across/piece'
import type { Flag } from '../../src-shared/proofing/check'
import type { HouseLists } from '../../src-shared/proofing/house/tables'
import { HEAD_FIELDS } from '../../src-shared/proofing/passage'
import { placeAt, type Head } from '../../src-shared/proofing/passages'
import type { Aside } from '../../src-shared/story/notes'
import type { Story } from '../../src-shared/story/story'
import type { NotesStore } from '../writing/notes-store'
import type { StoryStore } from '../writing/story-store'
import { createCopy, numbered, type Part } from './copy'
import { setMarks, type Mark } from './marks'
import type { Checker, Told } from './protocol'

/** One find as it is listed: in which part of the copy, and what names it while its words stand. */
export type Find = { key: string; flag: Flag; part: Part }

/** What the proof-reader knows of the open copy. The same object until something changes. */
export type Reading = { finds: readonly Find[]; /** Flagged, and left to stand by somebody. */ asides: readonly Find[]; done: boolean }

/** Milliseconds: quiet before the copy is read, and the longest wait while typing goes on. */
const QUIET = 120
const LONGEST = 600
/** Milliseconds at rest before the piece is read across. */
const REST = 700

/** Reads an open story as it changes, marks its body, and says what was found. Nothing is read or marked while an input method composes. */
export type Proofreader = { reading: () => Reading; subscribe: (listener: () => void) => () => void; /** Reads the copy, all of it anew, by these lists of the house. */ readBy: (house: HouseLists) => void; /** Starts; answers what stops it for good. */ start: () => () => void }

const stretchOf = ({ passage }: Extract<Part, { block: ProseNode }>, { from, to }: Flag): { from: number; to: number } => ({ from: placeAt(passage, from), to: placeAt(passage, to, true) })

/** Where a find stands in the body now; null in the head, in an attribute, or where its block has changed since. */
export const rangeOf = (doc: ProseNode, { flag, part }: Find): { from: number; to: number } | null => {
  if (part.block === null || part.passage.starts.length === 0) return null
  let at = -1
  doc.forEach((block, offset) => {
    if (block === part.block) at = offset
  })
  if (at < 0) return null
  const { from, to } = stretchOf(part, flag)
  return { from: at + from, to: at + to }
}

/** The records of the photos a body shows. */
const photosIn = (doc: ProseNode, store: StoryStore): Story['photos'] => {
  const found: Story['photos'] = {}
  doc.descendants((node) => {
    const digest: unknown = node.attrs['photo']
    const photo = typeof digest === 'string' ? store.photo(digest) : undefined
    if (photo) found[photo.sha256] = photo
    return !node.isTextblock
  })
  return found
}

/** Makes the proof-reader of one open story. */
export const createProofreader = (editor: Editor, store: StoryStore, notes: NotesStore, checker: Checker): Proofreader => {
  const copy = createCopy()
  const found = new Map<number, readonly Flag[]>()
  /** Found across the piece, by the number of the passage it stands in. */
  const across = new Map<number, readonly Flag[]>()
  const sent = new Set<number>()
  const listeners = new Set<() => void>()
  let parts: readonly Part[] = []
  let language = store.shown('language')
  let round = 0
  let reading: Reading = { finds: [], asides: [], done: false }
  /** What was told and not yet marked, because an input method composes. */
  let unmarked = new Set<number>()
  let marked: readonly Aside[] = []
  let house: HouseLists | null = null
  /** The lists the checker was given. */
  let given: HouseLists | null = null
  /** Has the copy read soon; nothing while it is not started. */
  let wake: () => void = () => undefined

  const asides = (): readonly Aside[] => notes.value().asides ?? []

  const head = (): Head => Object.fromEntries(HEAD_FIELDS.map((field) => [field, store.shown(field)])) as Head

  const show = (done: boolean): void => {
    const all = parts.flatMap((part) => [...(found.get(part.number) ?? []), ...(across.get(part.number) ?? [])].map((flag): Find => ({ key: `${String(part.number)}:${String(flag.from)}:${flag.rule}`, flag, part })))
    const standing = asides()
    const [finds, left]: [Find[], Find[]] = [[], []]
    for (const find of all) (isAside(find.flag, find.part.passage, standing) ? left : finds).push(find)
    reading = { finds, asides: left, done }
    for (const listener of listeners) listener()
  }

  /** Marks the blocks in which one of these parts stands. */
  const mark = (numbers: ReadonlySet<number>): void => {
    if (editor.isDestroyed || numbers.size === 0) return
    if (editor.view.composing) {
      unmarked = new Set([...unmarked, ...numbers])
      return
    }
    const blocks = new Map<ProseNode, Find[]>()
    for (const part of parts) if (part.block && numbers.has(part.number)) blocks.set(part.block, [])
    for (const find of reading.finds) if (find.part.block) blocks.get(find.part.block)?.push(find)
    const drawn: { from: number; to: number; marks: Mark[] }[] = []
    editor.state.doc.forEach((block, offset) => {
      const finds = blocks.get(block)
      if (!finds) return
      const marks = finds.flatMap(({ key, flag, part }) => {
        if (part.block === null || part.passage.starts.length === 0) return []
        const { from, to } = stretchOf(part, flag)
        return [{ from: offset + from, to: offset + to, severity: flag.severity, key }]
      })
      drawn.push({ from: offset, to: offset + block.nodeSize, marks })
    })
    if (drawn.length > 0) setMarks(editor.view, drawn)
  }

  const told = (heard: Told): void => {
    if (heard.kind === 'text') {
      for (const [number, flags] of heard.found) found.set(number, flags)
      show(heard.done && heard.round === round)
      mark(new Set(heard.found.map(([number]) => number)))
      return
    }
    // It speaks of the passages of its own round, by their place.
    if (heard.round !== round) return
    const changed = new Set(across.keys())
    across.clear()
    for (const flag of heard.found) {
      const number = parts[flag.passage]?.number
      if (number === undefined) continue
      across.set(number, [...(across.get(number) ?? []), flag])
      changed.add(number)
    }
    show(reading.done)
    mark(changed)
  }

  const read = (): void => {
    if (editor.isDestroyed || editor.view.composing) return
    parts = copy.parts(head(), editor.state.doc)
    const now = store.shown('language')
    if (now !== language) found.clear()
    language = now
    const order = parts.map(({ number }) => number)
    const here = new Set(order)
    for (const number of sent) {
      if (here.has(number)) continue
      sent.delete(number)
      found.delete(number)
      across.delete(number)
    }
    const fresh = parts.filter(({ number }) => !sent.has(number))
    for (const { number } of fresh) sent.add(number)
    checker.ask({ kind: 'text', round: (round += 1), language, order, fresh: fresh.map(numbered), ...(house && house !== given && { house }) })
    given = house
  }

  const readAcross = (): void => {
    if (editor.isDestroyed || editor.view.composing) return
    const { doc } = editor.state
    checker.ask({ kind: 'piece', round, piece: pieceOf({ ...store.story({ type: 'doc' }), photos: photosIn(doc, store) }, doc) })
  }

  const start = (): (() => void) => {
    let timer = 0
    let first = 0
    const later = (): void => {
      const now = performance.now()
      if (first === 0) first = now
      clearTimeout(timer)
      timer = window.setTimeout(() => {
        first = 0
        read()
        timer = window.setTimeout(readAcross, REST)
      }, Math.max(0, Math.min(QUIET, first + LONGEST - now)))
    }
    const composed = (): void => {
      const waiting = unmarked
      unmarked = new Set()
      // The editor takes the composed words in after this event.
      window.setTimeout(() => {
        mark(waiting)
        later()
      })
    }
    const asideChanged = (): void => {
      if (asides() === marked) return
      marked = asides()
      show(reading.done)
      mark(new Set(parts.map(({ number }) => number)))
    }
    marked = asides()
    wake = later
    checker.listen(told)
    const { dom } = editor.view
    dom.addEventListener('compositionend', composed)
    editor.on('update', later)
    const forget = store.subscribe(later)
    const forgetNotes = notes.subscribe(asideChanged)
    later()
    return () => {
      clearTimeout(timer)
      dom.removeEventListener('compositionend', composed)
      editor.off('update', later)
      forget()
      forgetNotes()
      checker.stop()
      sent.clear()
      given = null
      wake = () => undefined
    }
  }

  return {
    reading: () => reading,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    readBy: (lists) => {
      house = lists
      wake()
    },
    start,
  }
}
