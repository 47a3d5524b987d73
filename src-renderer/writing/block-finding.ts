import type { Node as ProseNode } from '@tiptap/pm/model'

/** A section header as the outline lists it. `id` is the block's. */
export type OutlineEntry = { id: string; marker: string; title: string }

/** A photo as the Photos tab lists it; `photo` is null where the picture is still to be chosen. */
export type PhotoEntry = { id: string; photo: string | null; caption: string; credit: string; alt: string; crop: string; focus: string; place: string }

const idOf = (node: ProseNode): string => (typeof node.attrs['blockId'] === 'string' ? node.attrs['blockId'] : '')
const textAttribute = (node: ProseNode, name: string): string => (typeof node.attrs[name] === 'string' ? node.attrs[name] : '')

/** Where a block begins, by its id; null when the body has none such. */
export const findBlock = (doc: ProseNode, id: string): { node: ProseNode; pos: number } | null => {
  let found: { node: ProseNode; pos: number } | null = null
  doc.descendants((node, pos) => {
    if (found) return false
    if (id !== '' && idOf(node) === id) found = { node, pos }
    return !node.isTextblock
  })
  return found
}

const each = (doc: ProseNode, type: string, act: (node: ProseNode, pos: number) => void): void => {
  doc.descendants((node, pos) => {
    if (node.type.name === type) act(node, pos)
    return !node.isTextblock
  })
}

/** Section headers in reading order. */
export const outlineOf = (doc: ProseNode): OutlineEntry[] => {
  const found: OutlineEntry[] = []
  each(doc, 'crosshead', (node) => found.push({ id: idOf(node), marker: textAttribute(node, 'marker'), title: node.textContent }))
  return found
}

/** Photos in reading order. */
export const photosOf = (doc: ProseNode): PhotoEntry[] => {
  const found: PhotoEntry[] = []
  each(doc, 'photo', (node) => found.push({
    id: idOf(node), photo: textAttribute(node, 'photo') || null, caption: node.textContent, credit: textAttribute(node, 'credit'), alt: textAttribute(node, 'alt'),
    crop: textAttribute(node, 'crop'), focus: textAttribute(node, 'focus'), place: textAttribute(node, 'place'),
  }))
  return found
}

/** The markers of the section headers that begin before a position. */
export const markersAbove = (doc: ProseNode, before: number): string[] => {
  const found: string[] = []
  each(doc, 'crosshead', (node, pos) => {
    if (pos < before) found.push(textAttribute(node, 'marker'))
  })
  return found
}
