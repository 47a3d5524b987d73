import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'

import type { Photo } from '../../src-shared/story/story'
import { findBlock, markersAbove } from './block-finding'
import { suggestedMarker } from './marker'

/** Makes the block at the caret a section header with the next marker, or a paragraph again. */
export const toggleCrosshead = (editor: Editor): boolean => {
  if (editor.isActive('crosshead')) return editor.chain().focus().setNode('paragraph').run()
  const { $from } = editor.state.selection
  const before = $from.depth > 0 ? $from.before(1) : $from.pos
  return editor.chain().focus().setNode('crosshead', { marker: suggestedMarker(markersAbove(editor.state.doc, before)) }).run()
}

/** Swaps a top-level block with its neighbour above (-1) or below (1). False at either end. */
export const moveBlock = (editor: Editor, pos: number, direction: -1 | 1): boolean => {
  const { doc, tr } = editor.state
  const $pos = doc.resolve(pos)
  const index = $pos.index(0)
  const node = doc.maybeChild(index)
  const neighbour = doc.maybeChild(index + direction)
  if ($pos.depth !== 0 || !node || !neighbour) return false
  const target = direction === -1 ? pos - neighbour.nodeSize : pos + neighbour.nodeSize
  tr.delete(pos, pos + node.nodeSize).insert(target, node)
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** What a new picture brings with it from its own metadata. */
export type PhotoWords = { caption: string; credit: string }

/**
 * Puts a photo into the body near a position: in place of an empty paragraph, else beside the top-level block there. Answers
 * the position of the new photo. With `photo` null it is a place that still waits for its picture.
 */
export const insertPhoto = (editor: Editor, near: number, photo: Photo | null, words: PhotoWords = { caption: '', credit: '' }): number => {
  const { doc, schema, tr } = editor.state
  const type = schema.nodes['photo']
  const paragraph = schema.nodes['paragraph']
  if (!type || !paragraph) return near
  const node = type.create({ photo: photo?.sha256 ?? null, credit: words.credit }, words.caption ? schema.text(words.caption) : null)
  const $near = doc.resolve(Math.min(near, doc.content.size))
  let at = $near.pos
  if ($near.depth > 0) {
    const block = $near.node(1)
    const before = $near.before(1)
    if (block.type === paragraph && block.content.size === 0) {
      const last = before + block.nodeSize === doc.content.size
      // At the end of the story a paragraph stays below, to go on writing in.
      tr.replaceWith(before, before + block.nodeSize, last ? [node, paragraph.create()] : node)
      editor.view.dispatch(tr)
      return before
    }
    at = $near.pos - before < block.nodeSize / 2 && block.isTextblock && $near.parentOffset === 0 ? before : before + block.nodeSize
  }
  tr.insert(at, node)
  editor.view.dispatch(tr)
  return at
}

/** Gives a photo block its picture; the picture's own caption and credit fill only what is empty. Answers where the block begins; null when it is gone. */
export const fillPhoto = (editor: Editor, id: string, photo: Photo, words: PhotoWords): number | null => {
  const found = findBlock(editor.state.doc, id)
  if (found?.node.type.name !== 'photo') return null
  const { tr, schema } = editor.state
  const credit: unknown = found.node.attrs['credit']
  tr.setNodeMarkup(found.pos, undefined, { ...found.node.attrs, photo: photo.sha256, credit: typeof credit === 'string' && credit !== '' ? credit : words.credit })
  if (found.node.content.size === 0 && words.caption) tr.insert(found.pos + 1, schema.text(words.caption))
  editor.view.dispatch(tr)
  return found.pos
}

/** Puts the caret at the end of a block's text and brings it into view, selecting its text when `select`. */
export const caretInto = (editor: Editor, pos: number, select = false): void => {
  const node = editor.state.doc.nodeAt(pos)
  if (!node) return
  const $start = editor.state.doc.resolve(pos + 1)
  const $end = editor.state.doc.resolve(pos + node.nodeSize - 1)
  const selection = node.isTextblock ? TextSelection.between(select ? $start : $end, $end) : TextSelection.near($start)
  editor.view.dispatch(editor.state.tr.setSelection(selection))
  editor.view.focus()
}
