import type { Node as ProseNode, ResolvedPos } from '@tiptap/pm/model'
import { NodeSelection, type Selection } from '@tiptap/pm/state'

/** A block that is moved, copied, turned and taken out by itself, and where it begins. */
export type Unit = { pos: number; node: ProseNode }

/** Nodes whose children are such blocks. */
const HOLDERS: ReadonlySet<string> = new Set([
  'doc', 'factBox', 'editorsNote', 'blockquote', 'liveEntry', 'subArticle', 'photoGroup', 'bulletList', 'orderedList', 'briefList',
])

/** The one-line heads of boxes: they go where their box goes. */
export const LINES: ReadonlySet<string> = new Set(['boxTitle', 'subHeadline', 'subByline'])

/** What is left downwards with Escape, and stands as a frame around its text. */
export const FRAMES: ReadonlySet<string> = new Set(['factBox', 'editorsNote', 'liveEntry', 'subArticle', 'blockquote', 'photoGroup', 'photo', 'mediaCard', 'pullQuote', 'table'])

/** The lists of the body. */
export const LISTS: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'briefList'])

/** True for a child of `parent` that is a unit. */
export const isUnit = (parent: ProseNode | null, node: ProseNode): boolean =>
  parent !== null && HOLDERS.has(parent.type.name) && !LINES.has(node.type.name)

/** The units around a place, from the innermost outwards. */
export const unitsAround = ($pos: ResolvedPos): Unit[] => {
  const found: Unit[] = []
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    const node = $pos.node(depth)
    if (isUnit($pos.node(depth - 1), node)) found.push({ pos: $pos.before(depth), node })
  }
  return found
}

/** The units a selection is in, from the innermost outwards: first the selected block itself, where one is selected whole. */
export const unitsOf = (selection: Selection): Unit[] => {
  const around = unitsAround(selection.$from)
  return selection instanceof NodeSelection && isUnit(selection.$from.parent, selection.node) ? [{ pos: selection.from, node: selection.node }, ...around] : around
}

/** The unit that begins at a position; null where none does. */
export const unitAt = (doc: ProseNode, pos: number): Unit | null => {
  if (pos < 0 || pos > doc.content.size) return null
  const $pos = doc.resolve(pos)
  const node = $pos.nodeAfter
  return node && isUnit($pos.parent, node) ? { pos, node } : null
}
