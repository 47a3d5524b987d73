import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'

/** Where a thread's words are now; a thread whose words are gone has no place. */
export type CommentPlace = { from: number; to: number }

/** The places of all threads, by thread id, in reading order. */
export const commentPlaces = (doc: ProseNode): Map<string, CommentPlace> => {
  const places = new Map<string, CommentPlace>()
  doc.descendants((node, pos) => {
    for (const mark of node.marks) {
      if (mark.type.name !== 'comment') continue
      const id = String(mark.attrs['id'])
      const known = places.get(id)
      places.set(id, known ? { from: known.from, to: pos + node.nodeSize } : { from: pos, to: pos + node.nodeSize })
    }
  })
  return places
}

/** Puts a thread's mark on the selected words. Answers them, or null where nothing is selected. */
export const markComment = (editor: Editor, id: string): string | null => {
  const { from, to, empty } = editor.state.selection
  const mark = editor.schema.marks['comment']
  if (empty || !mark) return null
  const quote = editor.state.doc.textBetween(from, to, ' ').trim()
  if (quote === '') return null
  // A comment is about the text, not a change of it: never suggested, never undone with the typing.
  editor.view.dispatch(editor.state.tr.addMark(from, to, mark.create({ id })).setMeta('addToHistory', false))
  return quote
}

/** Takes a thread's mark off the words. */
export const unmarkComment = (editor: Editor, id: string): void => {
  const { tr, doc, schema } = editor.state
  const mark = schema.marks['comment']
  if (!mark) return
  doc.descendants((node, pos) => {
    const found = node.marks.find((each) => each.type === mark && each.attrs['id'] === id)
    if (found) tr.removeMark(pos, pos + node.nodeSize, found)
  })
  editor.view.dispatch(tr.setMeta('addToHistory', false))
}

/** Selects a place and brings it into view. */
export const goToRange = (editor: Editor, from: number, to: number): void => {
  const size = editor.state.doc.content.size
  const selection = TextSelection.between(editor.state.doc.resolve(Math.min(from, size)), editor.state.doc.resolve(Math.min(to, size)))
  editor.view.dispatch(editor.state.tr.setSelection(selection))
  editor.view.focus()
  const { node } = editor.view.domAtPos(selection.from)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}
