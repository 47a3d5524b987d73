import type { Node as ProseNode } from '@tiptap/pm/model'

import type { Story } from '../story/story'
import { HEAD_FIELDS, type HeadField, type Passage, type PassageKind } from './passage'

/** A passage of a block. `starts`: for each stretch of its text that stands together, where it begins in the text and in the document (a deletion somebody suggests stands between); empty for an attribute. Counted from the block's own start. */
export type BlockPassage = Passage & { at: number; starts: readonly (readonly [text: number, at: number])[] }

const KIND_OF_FIELD: Readonly<Record<HeadField, PassageKind>> = {
  columnTag: 'field', kicker: 'kicker', headline: 'headline', deck: 'deck', originalHeadline: 'field', byline: 'byline', dateline: 'dateline', source: 'source', summary: 'summary',
}

/** What of a story is read as its head. */
export type Head = Pick<Story, HeadField>

/** The passages of a story's head, in reading order. */
export const passagesOfHead = (head: Head): Passage[] =>
  HEAD_FIELDS.filter((field) => head[field] !== '').map((field) => ({ kind: KIND_OF_FIELD[field], place: { field }, text: head[field] }))

/** What a textblock is, by its node's name; running text where it is not named here. */
const KIND_OF: Readonly<Record<string, PassageKind>> = {
  crosshead: 'crosshead', photo: 'caption', mediaCard: 'caption', pullQuote: 'quote', boxTitle: 'title', subHeadline: 'headline', subByline: 'byline',
}

/** Words that stand in attributes: what prints beside the running text. */
const PARTS: Readonly<Record<string, readonly (readonly [string, PassageKind])[]>> = {
  photo: [['credit', 'credit'], ['alt', 'alt']],
  pullQuote: [['by', 'speaker']],
  question: [['speaker', 'speaker']],
  answer: [['speaker', 'speaker']],
  footnote: [['text', 'footnote']],
}

const FOOTNOTE = '\ufffc'

const isDeleted = (node: ProseNode): boolean => node.marks.some(({ type }) => type.name === 'deletion')

const blockIdOf = (node: ProseNode): string => (typeof node.attrs['blockId'] === 'string' ? node.attrs['blockId'] : '')

const partsOf = (node: ProseNode, at: number, block: string): BlockPassage[] =>
  (PARTS[node.type.name] ?? []).flatMap(([part, kind]) => {
    const text: unknown = node.attrs[part]
    return typeof text === 'string' && text !== '' ? [{ kind, place: { block, part }, text, at, starts: [] }] : []
  })

/** The running text of one textblock, and where its stretches stand. `at` is where its content begins. */
const runningText = (node: ProseNode, at: number): Pick<BlockPassage, 'text' | 'starts'> => {
  let text = ''
  let whole = false
  const starts: [number, number][] = []
  node.forEach((child, offset) => {
    if (isDeleted(child)) {
      whole = false
      return
    }
    if (!whole) starts.push([text.length, at + offset])
    whole = true
    text += child.isText ? (child.text ?? '') : child.type.name === 'hardBreak' ? '\n' : FOOTNOTE
  })
  return { text, starts }
}

/** Every passage of a top-level block, in reading order. Places count from the block's own start in the document. */
export const passagesOfBlock = (block: ProseNode): BlockPassage[] => {
  const found: BlockPassage[] = []
  const walk = (node: ProseNode, at: number, around: string, within: PassageKind): void => {
    if (isDeleted(node)) return
    const id = blockIdOf(node) || around
    const inside = node.type.name === 'tableCell' || node.type.name === 'tableHeader' ? 'cell' : within
    if (node.isTextblock) {
      const running = runningText(node, at + 1)
      if (running.text !== '') found.push({ kind: KIND_OF[node.type.name] ?? inside, place: { block: id, part: '' }, at: at + 1, ...running })
    }
    found.push(...partsOf(node, at, id))
    node.forEach((child, offset) => {
      if (!child.isText) walk(child, at + 1 + offset, id, inside)
    })
  }
  walk(block, 0, '', 'text')
  return found
}

/** Every passage of a body, its places counted from the document's start. */
export const passagesOfBody = (doc: ProseNode): BlockPassage[] => {
  const found: BlockPassage[] = []
  doc.forEach((block, offset) => {
    for (const passage of passagesOfBlock(block)) found.push({ ...passage, at: passage.at + offset, starts: passage.starts.map(([text, at]) => [text, at + offset]) })
  })
  return found
}

/** Where a place of a passage's text stands, counted as its `starts` are: the end of a stretch at its own end, not at the next one's beginning. */
export const placeAt = ({ starts }: Pick<BlockPassage, 'starts'>, offset: number, end = false): number => {
  const start = starts.findLast(([text]) => (end ? text < offset : text <= offset)) ?? starts[0]
  return start ? start[1] + offset - start[0] : 0
}
