import { NodeSelection, TextSelection } from '@tiptap/pm/state'
import type { Editor } from '@tiptap/react'

import type { Unmet } from '../../src-shared/review/preflight'
import { findBlock } from './block-finding'
import { footnotesOf } from './blocks/footnotes'
import { PAGE_FIELDS } from './fields'
import { fieldId } from './title-field'

/** Where a message, an outline entry or a photo row points. `part` is a control inside a block, or its footnote that has no words yet. */
export type Place = Unmet['place'] & { part?: 'picture' | 'credit' | 'alt' | 'url' | 'footnote' }

const PARTS: Readonly<Record<string, NonNullable<Place['part']>>> = { 'photo-missing': 'picture', 'credit-missing': 'credit', 'alt-missing': 'alt', 'media-missing': 'url', 'footnote-empty': 'footnote' }

/** The place of an unmet rule, down to the control that would meet it. */
export const placeOf = (unmet: Unmet): Place => {
  const part = PARTS[unmet.code]
  return part ? { ...unmet.place, part } : unmet.place
}

const smooth = (): ScrollBehavior => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth')

const show = (element: HTMLElement): void => {
  element.scrollIntoView({ block: 'center', behavior: smooth() })
  element.focus({ preventScroll: true })
}

/**
 * Goes to a place of the open story: focuses a field (opening the Details tab where it lives), or puts the caret into a block
 * and brings it into view. False when the place is no longer there.
 */
export const jumpTo = (place: Place, room: { editor: Editor; openDetails: () => void }): boolean => {
  if ('field' in place) {
    if (!PAGE_FIELDS.some((field) => field === place.field)) room.openDetails()
    const control = document.getElementById(fieldId(place.field))
    if (control) show(control)
    return control !== null
  }
  const { editor } = room
  const found = findBlock(editor.state.doc, place.block)
  if (!found) return false
  const dom = editor.view.nodeDOM(found.pos)
  const element = dom instanceof HTMLElement ? dom : null
  const control = place.part ? element?.querySelector<HTMLElement>(`[data-part="${place.part}"]`) : null
  if (control) {
    show(control)
    return true
  }
  const note = place.part === 'footnote' ? footnotesOf(found.node).find(({ text }) => text.trim() === '') : undefined
  if (note) {
    // Chosen, the sign is opened by Enter.
    editor.view.dispatch(editor.state.tr.setSelection(NodeSelection.create(editor.state.doc, found.pos + 1 + note.pos)).scrollIntoView())
    editor.view.focus()
    return true
  }
  const end = editor.state.doc.resolve(found.pos + found.node.nodeSize - 1)
  editor.view.dispatch(editor.state.tr.setSelection(found.node.isTextblock ? TextSelection.create(editor.state.doc, end.pos) : TextSelection.near(editor.state.doc.resolve(found.pos + 1))))
  editor.view.focus()
  element?.scrollIntoView({ block: 'center', behavior: smooth() })
  return true
}

/** Goes to a block of a story that is only being read. */
export const jumpOnPage = (root: ParentNode | null, block: string): void => {
  const element = root?.querySelector<HTMLElement>(`[data-blockid="${CSS.escape(block)}"]`)
  element?.scrollIntoView({ block: 'start', behavior: smooth() })
}
