import { Fragment, type Node as ProseNode } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'

const sameFrame = (one: ProseNode, other: ProseNode): boolean => one.type === other.type && one.hasMarkup(other.type, other.attrs, other.marks)

const writeLine = (tr: Transaction, start: number, old: Fragment, fresh: Fragment): void => {
  const from = old.findDiffStart(fresh)
  const end = old.findDiffEnd(fresh)
  if (from === null || !end) return
  const lap = Math.max(0, from - Math.min(end.a, end.b))
  tr.replaceWith(start + from, start + end.a + lap, fresh.cut(from, end.b + lap))
}

/** Writes into a transaction that a node's children, the first of which begins at `start`, become others: no more of them than differs. */
export const writeChildren = (tr: Transaction, start: number, olds: readonly ProseNode[], news: readonly ProseNode[]): void => {
  const same = (one: ProseNode | undefined, other: ProseNode | undefined): boolean => one !== undefined && other !== undefined && (one === other || one.eq(other))
  const least = Math.min(olds.length, news.length)
  let head = 0
  while (head < least && same(olds[head], news[head])) head += 1
  let tail = 0
  while (tail < least - head && same(olds.at(-1 - tail), news.at(-1 - tail))) tail += 1
  const [mine, theirs] = [olds.slice(head, olds.length - tail), news.slice(head, news.length - tail)]
  const from = olds.slice(0, head).reduce((sum, node) => sum + node.nodeSize, start)
  const to = mine.reduce((sum, node) => sum + node.nodeSize, from)
  if (mine.length !== theirs.length) {
    tr.replaceWith(from, to, Fragment.fromArray([...theirs]))
    return
  }
  let end = to
  for (const [index, old] of [...mine.entries()].reverse()) {
    const fresh = theirs[index]
    end -= old.nodeSize
    if (!fresh || old === fresh) continue
    if (!sameFrame(old, fresh) || old.isLeaf) tr.replaceWith(end, end + old.nodeSize, fresh)
    else if (old.isTextblock) writeLine(tr, end + 1, old.content, fresh.content)
    else writeChildren(tr, end + 1, old.children, fresh.children)
  }
}
