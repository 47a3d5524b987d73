import { ImageRun } from 'docx'

import { printable } from '../../../../src-shared/publication/markup'
import { renditionsOf } from '../../../../src-shared/publication/photo-uses'
import type { PrintedPhoto } from '../../../../src-shared/publication/printed/printed'
import { plainWords } from '../../../../src-shared/publication/printed/words'
import type { Subject } from '../format'

/** A picture of the document, or null where its place still waits for one. */
export type Picture = (photo: PrintedPhoto) => ImageRun | null

/** The most a picture takes on the page, in pixels of a 96th of an inch: the measure, and what leaves room for its words. */
const ROOM = { width: 553, height: 520 }

/** Reads every rendition the article shows, once. Pictures are numbered as they are drawn, and tell their words to those who do not see them. */
export const docxPictures = async ({ view, photo }: Subject): Promise<Picture> => {
  const bytes = new Map<string, { data: Uint8Array; width: number; height: number }>()
  for (const use of renditionsOf(view.story)) {
    const file = photo(use)
    if (file) bytes.set(use.name, { data: await file.bytes(), width: file.width, height: file.height })
  }
  let count = 0
  return ({ use, alt, caption }) => {
    const picture = use && bytes.get(use.name)
    if (!picture) return null
    count += 1
    const { data, width, height } = picture
    const scale = Math.min(1, ROOM.width / width, ROOM.height / height)
    return new ImageRun({
      type: 'jpg',
      data,
      transformation: { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) },
      altText: { id: String(count), name: use.name, description: printable(alt.trim() || plainWords(caption)) },
    })
  }
}
