import type { Node as ProseNode } from '@tiptap/pm/model'
import { NodeSelection, TextSelection, type Selection } from '@tiptap/pm/state'

import type { Work } from './work'

const positionOf = (doc: ProseNode, wanted: ProseNode): number => {
  let found = -1
  doc.descendants((node, pos) => {
    if (found >= 0) return false
    if (node === wanted) found = pos
    return !node.isTextblock
  })
  return found
}

/** Where a selection of the changed document is in the suggested one; null where that cannot be told. */
export const selectionIn = (doc: ProseNode, after: Selection, places: Work['places']): Selection | null => {
  const follow = ($pos: Selection['$head']): number | null => {
    const place = places.get($pos.parent) ?? { node: $pos.parent, at: (offset: number) => offset }
    const pos = positionOf(doc, place.node)
    return pos < 0 ? null : pos + 1 + Math.min(place.at($pos.parentOffset), place.node.content.size)
  }
  if (after instanceof NodeSelection) {
    const pos = positionOf(doc, places.get(after.node)?.node ?? after.node)
    return pos < 0 ? null : NodeSelection.create(doc, pos)
  }
  if (!(after instanceof TextSelection)) return null
  const [anchor, head] = [follow(after.$anchor), follow(after.$head)]
  return anchor === null || head === null ? null : TextSelection.between(doc.resolve(anchor), doc.resolve(head))
}
