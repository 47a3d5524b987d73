import type { Node as ProseNode } from '@tiptap/pm/model'
import type { Editor } from '@tiptap/react'
import { useEffect, useState } from 'react'

import { preflight, type Unmet } from '../../src-shared/review/preflight'
import { countText, type Counts } from '../../src-shared/story/count'
import type { Notes } from '../../src-shared/story/notes'
import type { BodyJson } from '../../src-shared/story/story'
import { outlineOf, photosOf, type OutlineEntry, type PhotoEntry } from './block-finding'
import { footnotesOf, type Note } from './blocks/footnotes'
import type { NotesStore } from './notes-store'
import type { StoryStore } from './story-store'

/** What the room shows about the story beside its text, computed off the typing path. */
export type Derived = { counts: Counts; unmet: Unmet[]; outline: OutlineEntry[]; photos: PhotoEntry[]; footnotes: Note[] }

/** Milliseconds: quiet before computing, and the longest wait while typing goes on. */
const QUIET = 250
const LONGEST = 1500

const counted = new WeakMap<ProseNode, Omit<Counts, 'photos'>>()
const countBlock = (block: ProseNode): Omit<Counts, 'photos'> => {
  const known = counted.get(block)
  if (known) return known
  // As textOf has it: a line break is one, a footnote's sign is nothing.
  const fresh = countText(block.textBetween(0, block.content.size, '\n', (leaf) => (leaf.type.name === 'hardBreak' ? '\n' : '')))
  counted.set(block, fresh)
  return fresh
}

/** Counts a body block by block; a block that did not change is not counted again. */
export const countDoc = (doc: ProseNode, photos: number): Counts => {
  const sum: Counts = { characters: 0, withoutPunctuation: 0, words: 0, photos }
  doc.forEach((block) => {
    const one = countBlock(block)
    sum.characters += one.characters
    sum.withoutPunctuation += one.withoutPunctuation
    sum.words += one.words
  })
  return sum
}

// A paragraph is checked for its links and its footnotes.
const CHECKED: ReadonlySet<string> = new Set(['link', 'insertion', 'deletion', 'modification', 'comment'])

const isChecked = (block: ProseNode): boolean => {
  let found = block.marks.length > 0
  block.forEach((child) => {
    found ||= child.type.name === 'footnote' || child.marks.some((mark) => CHECKED.has(mark.type.name))
  })
  return found
}

/**
 * The blocks of a body that its checks depend on: the first, one that has words, and whatever is not a plain paragraph. Gives
 * the same checks as the whole body, at a hundredth of the cost in a long story.
 */
export const checkable = (doc: ProseNode): BodyJson => {
  const kept: BodyJson[] = []
  let worded = false
  doc.forEach((block, _, index) => {
    const words: boolean = !worded && countBlock(block).withoutPunctuation > 0
    worded ||= words
    if (index === 0 || words || block.type.name !== 'paragraph' || isChecked(block)) kept.push(block.toJSON() as BodyJson)
  })
  return { type: 'doc', content: kept }
}

/** What is unmet, the fields that are too long to be saved first. `body` may be `checkable` of the whole. */
export const checksOf = (store: StoryStore, body: BodyJson, notes: Notes): Unmet[] => [
  ...store.overflows().map(({ field, length, limit }): Unmet => ({ code: 'too-long', severity: 'block', place: { field: field as Extract<Unmet['place'], { field: unknown }>['field'] }, details: { field, length, limit } })),
  ...preflight(store.story(body), notes),
]

const derive = (doc: ProseNode, store: StoryStore, notes: NotesStore): Derived => {
  const photos = photosOf(doc)
  return { counts: countDoc(doc, photos.length), unmet: checksOf(store, checkable(doc), notes.value()), outline: outlineOf(doc), photos, footnotes: footnotesOf(doc) }
}

const whenIdle = (act: () => void): (() => void) => {
  // Safari has no idle callback.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(act, 1)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(act, { timeout: 800 })
  return () => cancelIdleCallback(handle)
}

/** Counts, checks, outline and photos of the open story, a moment after it changes and when the window is idle. */
export const useDerived = (editor: Editor, store: StoryStore, notes: NotesStore): Derived => {
  const [derived, setDerived] = useState(() => derive(editor.state.doc, store, notes))
  useEffect(() => {
    let timer = 0
    let first = 0
    let forgetIdle = (): void => undefined
    const compute = (): void => {
      first = 0
      forgetIdle = whenIdle(() => setDerived(derive(editor.state.doc, store, notes)))
    }
    const later = (): void => {
      const now = performance.now()
      if (first === 0) first = now
      clearTimeout(timer)
      timer = window.setTimeout(compute, Math.max(0, Math.min(QUIET, first + LONGEST - now)))
    }
    editor.on('update', later)
    const forget = store.subscribe(later)
    const forgetNotes = notes.subscribe(later)
    return () => {
      editor.off('update', later)
      forget()
      forgetNotes()
      clearTimeout(timer)
      forgetIdle()
    }
  }, [editor, store, notes])
  return derived
}
