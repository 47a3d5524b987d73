import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'

import type { Photo } from '../../../src-shared/story/story'
import { findBlock } from '../block-finding'
import { spotFor } from '../blocks/insert'

/** What a new picture brings with it from its own metadata. */
export type PhotoWords = { caption: string; credit: string; alt?: string }

/** A picture to put into the body; `photo` null is a place that still waits for one. */
export type PhotoToPlace = { photo: Photo | null; words: PhotoWords }

/** A caption holds no line breaks. */
const captionOf = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ')

const nodesOf = (editor: Editor, entries: readonly PhotoToPlace[]) => {
  const { schema } = editor.state
  return entries.flatMap(({ photo, words }) => {
    const caption = captionOf(words.caption)
    return schema.nodes['photo']?.create({ photo: photo?.sha256 ?? null, credit: words.credit, alt: words.alt ?? '' }, caption ? schema.text(caption) : null) ?? []
  })
}

/** Where pictures near a position go: the range they replace, and whether a paragraph must follow them. */
const gapNear = (tr: Transaction, near: number, picture: ProseNode): { from: number; to: number; paragraph: boolean } => {
  const { doc } = tr
  const spot = spotFor(doc.resolve(Math.min(near, doc.content.size)), picture)
  if (!spot) return { from: doc.content.size, to: doc.content.size, paragraph: false }
  // At the end of the story a paragraph stays below, to go on writing in.
  return { from: spot.from, to: spot.to, paragraph: spot.to > spot.from && spot.to === doc.content.size }
}

const fill = (tr: Transaction, pos: number, { photo, words }: PhotoToPlace): void => {
  const node = tr.doc.nodeAt(pos)
  if (!node) return
  const kept = (name: string, fresh: string): string => (typeof node.attrs[name] === 'string' && node.attrs[name] !== '' ? node.attrs[name] : fresh)
  // Another picture is cropped anew.
  tr.setNodeMarkup(pos, undefined, { ...node.attrs, photo: photo?.sha256 ?? null, credit: kept('credit', words.credit), alt: kept('alt', words.alt ?? ''), crop: '', focus: '' })
  const caption = captionOf(words.caption)
  if (node.content.size === 0 && caption) tr.insert(pos + 1, node.type.schema.text(caption))
}

/**
 * Puts pictures into the body in one step: the first into the photo block named (what it says already stays), the others behind
 * it; without a block, near a position: in place of an empty paragraph, else beside the block there: inside a box or group that holds photos, never inside a quotation or list. Answers the
 * position of the first, or null where there was nothing to put.
 */
export const placePhotos = (editor: Editor, place: { block: string | null; near: number }, entries: readonly PhotoToPlace[]): number | null => {
  const { tr } = editor.state
  const found = place.block === null ? null : findBlock(tr.doc, place.block)
  const filled = found?.node.type.name === 'photo' ? found.pos : null
  const [first, ...rest] = entries
  if (filled !== null && first) fill(tr, filled, first)
  const others = nodesOf(editor, filled === null ? entries : rest)
  let at = filled
  if (others[0]) {
    const { from, to, paragraph } = gapNear(tr, filled ?? place.near, others[0])
    // The place that was filled may stand in a group or a box: the others join it there.
    const behind = filled === null ? from : filled + (tr.doc.nodeAt(filled)?.nodeSize ?? 0)
    const empty = editor.state.schema.nodes['paragraph']?.create()
    tr.replaceWith(behind, filled === null ? to : behind, paragraph && empty ? [...others, empty] : others)
    at ??= from
  }
  if (tr.docChanged) editor.view.dispatch(tr)
  return at
}

/** Puts one picture near a position and answers where it stands. */
export const insertPhoto = (editor: Editor, near: number, photo: Photo | null, words: PhotoWords = { caption: '', credit: '' }): number =>
  placePhotos(editor, { block: null, near }, [{ photo, words }]) ?? near

/** Gives a photo block its picture; the picture's own words fill only what is empty. Answers where the block begins; null when it is gone. */
export const fillPhoto = (editor: Editor, id: string, photo: Photo, words: PhotoWords): number | null =>
  findBlock(editor.state.doc, id)?.node.type.name === 'photo' ? placePhotos(editor, { block: id, near: 0 }, [{ photo, words }]) : null
