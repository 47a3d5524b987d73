import type { Node as ProseNode } from '@tiptap/pm/model'

import { passagesOfBlock, passagesOfHead, type BlockPassage, type Head } from '../../src-shared/proofing/passages'
import type { Passage } from '../../src-shared/proofing/passage'
import type { Numbered } from './protocol'

/** A passage of the open story: of the head, or of a top-level block of the body by that block's node, which is another one after every change. */
export type Part = { number: number; passage: Passage; block: null } | { number: number; passage: BlockPassage; block: ProseNode }

/** Numbers the passages of a story as it changes; a block or field that did not change keeps its numbers. */
export type Copy = { parts: (head: Head, doc: ProseNode) => readonly Part[] }

/** Starts numbering at 1. */
export const createCopy = (): Copy => {
  let last = 0
  const blocks = new WeakMap<ProseNode, readonly Part[]>()
  let fields = new Map<string, Part>()
  return {
    parts: (head, doc) => {
      const before = fields
      fields = new Map()
      const parts: Part[] = passagesOfHead(head).map((passage) => {
        const key = JSON.stringify([passage.place, passage.text])
        const part = before.get(key) ?? { number: (last += 1), passage, block: null }
        fields.set(key, part)
        return part
      })
      doc.forEach((block) => {
        let known = blocks.get(block)
        if (!known) {
          known = passagesOfBlock(block).map((passage) => ({ number: (last += 1), passage, block }))
          blocks.set(block, known)
        }
        parts.push(...known)
      })
      return parts
    },
  }
}

/** A part as it is sent to be read. */
export const numbered = ({ number, passage: { kind, text } }: Part): Numbered => ({ number, kind, text })
