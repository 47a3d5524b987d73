import type { Node as ProseNode } from '@tiptap/pm/model'

import type { Language, Story } from '../../story/story'
import type { Passage } from '../passage'
import { passagesOfBody, passagesOfHead, type BlockPassage } from '../passages'

/** A link of the body: the stretch of a passage it stands on, and where it goes. */
export type PieceLink = { passage: number; from: number; to: number; href: string }

/** A photo of the body that has a caption: the caption's passage, its credit ("" for none), and when the file says it was taken ("" where it does not). */
export type PiecePhoto = { caption: number; credit: string; takenAt: string }

/** All of a story that rules across a piece read. Passages are spoken of by their index in the list. */
export type Piece = {
  language: Language
  passages: readonly Passage[]
  links: readonly PieceLink[]
  photos: readonly PiecePhoto[]
  /** ISO 8601 with offset, as the story keeps them. */
  publishTime: string | null
  embargo: string | null
  /** Names of the byline. */
  contributors: readonly string[]
}

const textAttribute = (node: ProseNode, name: string): string => {
  const value: unknown = node.attrs[name]
  return typeof value === 'string' ? value : ''
}

const linksOf = (doc: ProseNode, passages: readonly BlockPassage[], first: number): PieceLink[] => {
  const found: PieceLink[] = []
  const textual = passages.map((passage, index) => ({ passage, index })).filter(({ passage }) => passage.starts.length > 0)
  doc.descendants((node, at) => {
    if (node.type.name === 'mediaCard') {
      const own = textual.find(({ passage }) => passage.at === at + 1)
      if (own && textAttribute(node, 'url') !== '') found.push({ passage: first + own.index, from: 0, to: own.passage.text.length, href: textAttribute(node, 'url') })
    }
    const mark = node.isText ? node.marks.find(({ type }) => type.name === 'link') : undefined
    if (!mark || node.marks.some(({ type }) => type.name === 'deletion')) return
    const own = textual.findLast(({ passage }) => (passage.starts[0]?.[1] ?? Infinity) <= at)
    const start = own?.passage.starts.findLast(([, place]) => place <= at)
    const href: unknown = mark.attrs['href']
    if (!own || !start || typeof href !== 'string') return
    const from = start[0] + at - start[1]
    const last = found.at(-1)
    // A link that is bold in its middle is one link.
    if (last && last.passage === first + own.index && last.to === from && last.href === href) last.to = from + node.nodeSize
    else found.push({ passage: first + own.index, from, to: from + node.nodeSize, href })
  })
  return found
}

const photosOf = (doc: ProseNode, passages: readonly BlockPassage[], first: number, photos: Story['photos']): PiecePhoto[] => {
  const found: PiecePhoto[] = []
  doc.descendants((node, at) => {
    if (node.type.name !== 'photo') return
    const caption = passages.findIndex((passage) => passage.at === at + 1 && passage.kind === 'caption')
    if (caption >= 0) found.push({ caption: first + caption, credit: textAttribute(node, 'credit').trim(), takenAt: photos[textAttribute(node, 'photo')]?.words?.takenAt ?? '' })
  })
  return found
}

/** Reads a story and its body as one piece: the passages of its head, then those of its body. */
export const pieceOf = (story: Story, doc: ProseNode): Piece => {
  const head = passagesOfHead(story)
  const body = passagesOfBody(doc)
  return {
    language: story.language,
    passages: [...head, ...body],
    links: linksOf(doc, body, head.length),
    photos: photosOf(doc, body, head.length, story.photos),
    publishTime: story.publishTime,
    embargo: story.embargo,
    contributors: story.contributors.map(({ name }) => name),
  }
}
