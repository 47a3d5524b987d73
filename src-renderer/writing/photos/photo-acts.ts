import type { Editor } from '@tiptap/core'

import { findBlock } from '../block-finding'

/** What of a photo block its file's own words can fill. */
export type WordPlace = 'caption' | 'credit' | 'alt'

/** Changes a photo block's attributes, in one step. False when the block is gone or nothing differs. */
export const setPhoto = (editor: Editor, block: string, change: Partial<Record<'credit' | 'alt' | 'crop' | 'focus' | 'place', string>>): boolean => {
  const found = findBlock(editor.state.doc, block)
  if (found?.node.type.name !== 'photo') return false
  if (Object.entries(change).every(([name, value]) => found.node.attrs[name] === value)) return false
  editor.view.dispatch(editor.state.tr.setNodeMarkup(found.pos, undefined, { ...found.node.attrs, ...change }))
  return true
}

/** Takes a file's own words over where the block has none yet. False where it has, or is gone. */
export const takeWords = (editor: Editor, block: string, place: WordPlace, text: string): boolean => {
  const found = findBlock(editor.state.doc, block)
  if (found?.node.type.name !== 'photo' || text === '') return false
  if (place !== 'caption') return found.node.attrs[place] === '' && setPhoto(editor, block, { [place]: text })
  if (found.node.content.size > 0) return false
  editor.view.dispatch(editor.state.tr.insert(found.pos + 1, editor.state.schema.text(text)))
  return true
}
