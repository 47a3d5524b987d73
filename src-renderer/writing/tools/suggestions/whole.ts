import type { Node as ProseNode } from '@tiptap/pm/model'

import { undoing } from './leaf'
import { idOf, isBorder, isSuggestion, markOf, suggestionMark } from './marks'
import { settledKind } from './settle'
import type { Work } from './work'

/** A block that would go: struck out whole, with what others suggest of it; one the same person only suggested goes at once. */
export const strikeBlock = (node: ProseNode, work: Work): ProseNode[] => {
  const put = markOf(node, 'insertion')
  if (put && work.mine(idOf(put))) return []
  if (markOf(node, 'deletion')) return [node]
  const now = settledKind(node, undoing(work.mine))
  const mark = suggestionMark(node, 'deletion', { id: work.id })
  const gone = mark ? now.mark(mark.addToSet(now.marks)) : now
  work.struck.push(gone)
  work.used.add(work.id)
  return [gone]
}

/** A block that would come in, with what others suggest of its kind. One that was suggested before and only stands elsewhere keeps its suggestion. */
export const putBlock = (node: ProseNode, work: Work): ProseNode[] => {
  const [put, gone] = [markOf(node, 'insertion'), markOf(node, 'deletion')]
  const known = put && work.mine(idOf(put)) ? put : undefined
  if (gone && (!known || work.mine(idOf(gone)))) return []
  const mark = known ?? suggestionMark(node, 'insertion', { id: work.id })
  const kept = node.marks.filter((each) => !isSuggestion(each) || each === gone || (each.type.name === 'modification' && !isBorder(each) && !work.mine(idOf(each))))
  const now = mark ? node.mark(mark.addToSet(kept)) : node
  work.places.set(node, { node: now, at: (offset) => offset })
  if (mark !== known) {
    work.put.push(now)
    work.used.add(work.id)
  }
  return [now]
}
