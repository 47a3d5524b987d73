import { Extension, type Editor } from '@tiptap/core'
import { Fragment, Slice, type Node as ProseNode } from '@tiptap/pm/model'
import { Plugin, TextSelection } from '@tiptap/pm/state'

import { Comment } from '../../../src-shared/story/body/inline'

/** Where a thread's words are now; a thread whose words are gone has no place. */
export type CommentPlace = { from: number; to: number }

/**
 * The places of all threads, by thread id, in reading order. Words that stand twice, struck out and elsewhere, are where they live; words that are
 * only struck out are there still.
 */
export const commentPlaces = (doc: ProseNode): Map<string, CommentPlace> => {
  const living = new Map<string, CommentPlace>()
  const struck = new Map<string, CommentPlace>()
  const look = (parent: ProseNode, start: number, gone: boolean): void => {
    parent.forEach((node, offset) => {
      const pos = start + offset
      const out = gone || node.marks.some(({ type }) => type.name === 'deletion')
      for (const mark of node.marks) {
        if (mark.type.name !== 'comment') continue
        const places = out ? struck : living
        const id = String(mark.attrs['id'])
        places.set(id, { from: places.get(id)?.from ?? pos, to: pos + node.nodeSize })
      }
      if (node.childCount > 0) look(node, pos + 1, out)
    })
  }
  look(doc, 0, false)
  for (const [id, place] of struck) if (!living.has(id)) living.set(id, place)
  return new Map([...living].toSorted(([, a], [, b]) => a.from - b.from))
}

const isLiving = (doc: ProseNode, id: string): boolean => {
  let found = false
  doc.descendants((node) => {
    if (node.marks.some(({ type }) => type.name === 'deletion')) return false
    found ||= node.marks.some((mark) => mark.type.name === 'comment' && mark.attrs['id'] === id)
    return !found
  })
  return found
}

const keeping = (fragment: Fragment, keeps: (id: string) => boolean): Fragment => {
  const nodes: ProseNode[] = []
  fragment.forEach((node) => {
    const marks = node.marks.filter((mark) => mark.type.name !== 'comment' || keeps(String(mark.attrs['id'])))
    nodes.push((node.isText || node.isLeaf ? node : node.copy(keeping(node.content, keeps))).mark(marks))
  })
  return Fragment.fromArray(nodes)
}

/** Comments of the window's editor: words that were cut come back with theirs, copies of them without. */
export const Commenting = Extension.create<{ hasThread: (id: string) => boolean }>({
  name: 'commenting',
  addOptions: () => ({ hasThread: () => true }),
  addProseMirrorPlugins() {
    const { options } = this
    return [
      new Plugin({
        props: {
          transformPasted: (slice, view) => {
            // Words that are dragged leave their old place with their comments.
            if (view.dragging?.move) return slice
            const keeps = (id: string): boolean => options.hasThread(id) && !isLiving(view.state.doc, id)
            return new Slice(keeping(slice.content, keeps), slice.openStart, slice.openEnd)
          },
        },
      }),
    ]
  },
})

/** The comment mark as the window has it: read back from what its own editor put on the clipboard. */
export const OwnComment = Comment.extend({
  parseHTML: () => [{ tag: 'span[data-comment]', getAttrs: (element) => ({ id: (element.getAttribute('data-comment') ?? '').slice(0, 60) }) }],
})

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
