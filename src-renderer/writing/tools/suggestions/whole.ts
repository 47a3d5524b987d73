import type { Node as ProseNode } from '@tiptap/pm/model'

import { borderOf, idOf, isSuggestion, markOf, suggestionMark } from './marks'
import { originalKind } from './settle'
import type { Work } from './work'

/** A block that would go: struck out whole; one that was only suggested goes at once. */
export const strikeBlock = (node: ProseNode, work: Work): ProseNode[] => {
  if (markOf(node, 'insertion')) return []
  if (markOf(node, 'deletion')) return [node]
  if (borderOf(node)) work.unfit = true
  const now = originalKind(node)
  const mark = suggestionMark(node, 'deletion', { id: work.id })
  work.struck.push(now)
  work.used.add(work.id)
  return mark ? [now.mark(mark.addToSet(now.marks.filter((each) => !isSuggestion(each))))] : [now]
}

/** A block that would come in. One that was suggested before and only stands elsewhere keeps its suggestion. */
export const putBlock = (node: ProseNode, work: Work): ProseNode[] => {
  if (markOf(node, 'deletion')) return []
  const known = markOf(node, 'insertion')
  const mark = known && work.mine(idOf(known)) ? known : suggestionMark(node, 'insertion', { id: work.id })
  const now = mark ? node.mark(mark.addToSet(node.marks.filter((each) => !isSuggestion(each)))) : node
  work.places.set(node, { node: now, at: (offset) => offset })
  if (mark !== known) {
    work.put.push(now)
    work.used.add(work.id)
  }
  return [now]
}
