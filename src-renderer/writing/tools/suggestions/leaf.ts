import type { Fragment, Mark, Node as ProseNode } from '@tiptap/pm/model'

import { idOf, isSuggestion, markOf, modType, readFormats, suggestionMark, without } from './marks'

/** What becomes of a suggestion. */
export type Verdict = 'accept' | 'reject' | 'leave'
/** Decides on a suggestion by its id. */
export type Decide = (id: string) => Verdict

/** Decides the same on all. */
export const all = (verdict: Verdict): Decide => () => verdict

const formatsOf = (node: ProseNode, mark: Mark): ProseNode => {
  let { marks } = node
  for (const added of readFormats(node, mark.attrs['newValue'])) marks = added.removeFromSet(marks)
  for (const removed of readFormats(node, mark.attrs['previousValue'])) marks = removed.addToSet(marks)
  return node.mark(marks)
}

/** One piece of a line, settled; null where it goes. */
export const settleLeaf = (child: ProseNode, decide: Decide): ProseNode | null => {
  let now = child
  for (const mark of child.marks) {
    if (!isSuggestion(mark)) continue
    const verdict = decide(idOf(mark))
    if (verdict === 'leave') continue
    const { name } = mark.type
    if (name === 'insertion' && (verdict === 'reject' || child.text === '\u200b')) return null
    if (name === 'deletion' && verdict === 'accept') return null
    now = without(now, mark)
    if (name === 'modification' && verdict === 'reject' && modType(mark) === 'mark') now = formatsOf(now, mark)
  }
  return now
}

/** Words that would go: what was only suggested goes at once, the others are struck out as they stood in the text. */
export const struck = (part: Fragment, id: string): ProseNode[] => {
  const out: ProseNode[] = []
  part.forEach((node) => {
    if (markOf(node, 'insertion')) return
    const now = markOf(node, 'deletion') ? node : settleLeaf(node, all('reject'))
    const mark = suggestionMark(node, 'deletion', { id })
    if (now && mark) out.push(markOf(now, 'deletion') ? now : now.mark(mark.addToSet(now.marks)))
  })
  return out
}

/** Words that would come in. What comes with them already struck out does not. */
export const inserted = (part: Fragment, id: string): ProseNode[] => {
  const out: ProseNode[] = []
  part.forEach((node) => {
    const mark = suggestionMark(node, 'insertion', { id })
    if (markOf(node, 'deletion') || !mark) return
    out.push(node.mark(mark.addToSet(node.marks.filter((each) => !isSuggestion(each)))))
  })
  return out
}
