import { Fragment, type Mark, type Node as ProseNode } from '@tiptap/pm/model'

import { takeBackFormats } from './formats'
import { idOf, isSuggestion, markOf, modType, suggestionMark, without } from './marks'

/** What becomes of a suggestion. */
export type Verdict = 'accept' | 'reject' | 'leave'
/** Decides on a suggestion by its id. */
export type Decide = (id: string) => Verdict

/** Decides the same on all. */
export const all = (verdict: Verdict): Decide => () => verdict

/** Rejects what these are, and leaves all others. */
export const undoing = (mine: (id: string) => boolean): Decide => (id) => (mine(id) ? 'reject' : 'leave')

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
    // What was settled before it may have told it anew.
    const there = mark.isInSet(now.marks) ? mark : now.marks.find((each) => each.type === mark.type && idOf(each) === idOf(mark) && modType(each) === modType(mark))
    if (there) now = name === 'modification' && verdict === 'reject' && modType(mark) === 'mark' ? takeBackFormats(now, there) : without(now, there)
  }
  return now
}

/**
 * Words that would go: what the same person only suggested goes at once, the others are struck out, with what others suggest of them. In a block
 * of the same person's, `own`, only what others suggested is not theirs.
 */
export const struck = (part: Fragment, id: string, mine: (id: string) => boolean, own = false): ProseNode[] => {
  const out: ProseNode[] = []
  part.forEach((node) => {
    const put = markOf(node, 'insertion')
    if (put ? mine(idOf(put)) : own && !markOf(node, 'deletion')) return
    const now = markOf(node, 'deletion') ? node : settleLeaf(node, undoing(mine))
    const mark = suggestionMark(node, 'deletion', { id })
    if (now && mark) out.push(markOf(now, 'deletion') ? now : now.mark(mark.addToSet(now.marks)))
  })
  return out
}

/** Words that take the suggestion of their block with them; those that have one of its kind keep their own. */
export const carrying = (part: Fragment, suggestion: Mark): Fragment => {
  const out: ProseNode[] = []
  part.forEach((node) => out.push(node.marks.some(({ type }) => type === suggestion.type) ? node : node.mark(suggestion.addToSet(node.marks))))
  return Fragment.fromArray(out)
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
