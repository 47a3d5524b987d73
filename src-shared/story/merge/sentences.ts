import { stable } from '../compare/inline'
import type { BodyJson } from '../story'

/**
 * A piece of a line of text: a sentence with its closing marks, or the space between two. `key` is equal for pieces that read the
 * same however they are set; what is no text (a footnote, a break) belongs to the sentence it stands in.
 */
export type Piece = { key: string; text: string; nodes: BodyJson[] }

const SENTENCE = /[^。！？!?；;…\n.]*(?:\.(?![\s\uFFFC]|$)[^。！？!?；;…\n.]*)*(?:[。！？!?；;…\n.]+[”’」』）)"'\]]*|$)/gu

/** A text's sentences and the spaces between them. Joined they are the text. */
export const piecesIn = (text: string): string[] => {
  const pieces: string[] = []
  for (const [sentence] of text.matchAll(SENTENCE)) {
    if (sentence === '') continue
    const start = sentence.length - sentence.trimStart().length
    const end = sentence.trimEnd().length
    for (const piece of start >= end ? [sentence] : [sentence.slice(0, start), sentence.slice(start, end), sentence.slice(end)]) if (piece !== '') pieces.push(piece)
  }
  return pieces
}

/** What stands for a node that is no text, one character long. */
const ATOM = '\ufffc'

/** How long an inline node is in its line, in UTF-16 units. */
export const inlineSize = (node: BodyJson): number => node.text?.length ?? 1

/** A line of text with a sign for each footnote and break. */
export const lineText = (nodes: readonly BodyJson[]): string => nodes.map((node) => node.text ?? ATOM).join('')

/** Cuts a line of nodes at these offsets, in order; the last stretch ends with the line. */
export const cutAt = (nodes: readonly BodyJson[], ends: readonly number[]): BodyJson[][] => {
  const stretches: BodyJson[][] = []
  let [index, offset, at] = [0, 0, 0]
  for (const end of ends) {
    const stretch: BodyJson[] = []
    for (let node = nodes[index]; node && at < end; node = nodes[index]) {
      const size = inlineSize(node)
      const taken = Math.min(end - at, size - offset)
      stretch.push(node.text === undefined || taken === size ? node : { ...node, text: node.text.slice(offset, offset + taken) })
      at += taken
      offset += taken
      if (offset === size) [index, offset] = [index + 1, 0]
    }
    stretches.push(stretch)
  }
  return stretches
}

/** A line of text in pieces. */
export const pieces = (nodes: readonly BodyJson[]): Piece[] => {
  const texts = piecesIn(lineText(nodes))
  let at = 0
  const stretches = cutAt(nodes, texts.map((text) => (at += text.length)))
  return texts.map((text, index) => {
    const held = stretches[index] ?? []
    const atoms = held.filter((node) => node.text === undefined)
    return { text, nodes: held, key: atoms.length === 0 ? text : `${text}${atoms.map((atom) => stable({ ...atom, marks: undefined })).join('')}` }
  })
}

/** A line of nodes with neighbouring text of the same marks joined. */
export const joined = (nodes: readonly BodyJson[]): BodyJson[] => {
  const line: BodyJson[] = []
  for (const node of nodes) {
    const last = line.at(-1)
    if (last?.text !== undefined && node.text !== undefined && stable(last.marks ?? []) === stable(node.marks ?? [])) line[line.length - 1] = { ...last, text: last.text + node.text }
    else line.push(node)
  }
  return line
}
