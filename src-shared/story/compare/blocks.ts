import type { BodyJson } from '../story'
import { align, faceOf, inOrder, isKin, type Pair } from './align'
import { compareInline, marksOf, stable, type InlineRun } from './inline'
import type { Budget } from './steps'
import { compareText, type TextRun } from './words'

/** An attribute that changed; `words` compares it where it is text on both sides. Marks on a whole block are the attribute "marks". */
export type AttrChange = { name: string; before: unknown; after: unknown; words: TextRun[] | null }

/**
 * One block of a compared body, in the order it is read. `same`, `changed`, `added` and `removed` say themselves; a block that
 * moved has a row where it is now (`moved`, with what changed in it besides) and one where it was (`away`). `runs` compares a
 * block's own line, `rows` the blocks inside it; both are null where there is nothing to compare.
 */
export type BlockRow = { kind: 'same' | 'changed' | 'added' | 'removed' | 'moved' | 'away'; before: BodyJson | null; after: BodyJson | null; attrs: AttrChange[]; runs: InlineRun[] | null; rows: BlockRow[] | null }

const isLine = (node: BodyJson): boolean => (node.content ?? []).every((child) => child.text !== undefined || child.type === 'hardBreak' || child.type === 'footnote')
const HOLDERS: ReadonlySet<string> = new Set(['doc', 'blockquote', 'bulletList', 'orderedList', 'briefList', 'listItem', 'table', 'tableRow', 'tableCell', 'tableHeader', 'factBox', 'editorsNote', 'subArticle', 'liveEntry', 'photoGroup'])
const holdsBlocks = (node: BodyJson): boolean => HOLDERS.has(node.type) || !isLine(node)

/** Attributes people read as words. */
const WORDED: ReadonlySet<string> = new Set(['marker', 'credit', 'alt', 'by', 'speaker'])

const attrsBetween = (before: BodyJson, after: BodyJson, budget: Budget): AttrChange[] => {
  const [old, fresh] = [{ ...before.attrs, marks: marksOf(before) }, { ...after.attrs, marks: marksOf(after) }] as Record<string, unknown>[]
  const names = [...new Set([...Object.keys(old ?? {}), ...Object.keys(fresh ?? {})])].filter((name) => name !== 'blockId')
  return names.flatMap((name) => {
    const [one, other] = [old?.[name] ?? null, fresh?.[name] ?? null]
    if (stable(one) === stable(other)) return []
    return { name, before: one, after: other, words: WORDED.has(name) && typeof one === 'string' && typeof other === 'string' ? compareText(one, other, budget) : null }
  })
}

const quiet = (kind: BlockRow['kind'], before: BodyJson | null, after: BodyJson | null): BlockRow => ({ kind, before, after, attrs: [], runs: null, rows: null })

const comparePair = (before: BodyJson, after: BodyJson, budget: Budget): BlockRow => {
  if (faceOf(before) === faceOf(after)) return quiet('same', before, after)
  const attrs = attrsBetween(before, after, budget)
  const inside = holdsBlocks(before) || holdsBlocks(after)
  const rows = inside ? compareChildren(before, after, budget) : null
  const runs = inside ? null : compareInline(before.content ?? [], after.content ?? [], budget)
  // Where words were commented on, the text is only cut otherwise.
  const touched = before.type !== after.type || attrs.length > 0 || runs?.some(({ op }) => op !== 'same') || rows?.some(({ kind }) => kind !== 'same')
  return touched ? { kind: 'changed', before, after, attrs, runs, rows } : quiet('same', before, after)
}

/** Cells are told by their column, while a row keeps as many. */
const pairsOf = (before: BodyJson, after: BodyJson): Pair[] => {
  const [old, fresh] = [before.content ?? [], after.content ?? []]
  if (before.type === 'tableRow' && old.length === fresh.length && old.every((cell, index) => isKin(cell, fresh[index] ?? cell))) return old.map((_, at) => ({ from: at, to: at }))
  return align(old, fresh)
}

/** Compares what two nodes hold, block by block, in reading order: what is gone stands where it was. */
export const compareChildren = (before: BodyJson, after: BodyJson, budget: Budget): BlockRow[] => {
  const [old, fresh] = [before.content ?? [], after.content ?? []]
  const pairs = pairsOf(before, after)
  const steady = inOrder(pairs)
  const byTo = new Map(pairs.map((pair) => [pair.to, pair]))
  const left = new Set(pairs.map(({ from }) => from))
  const rows: BlockRow[] = []
  let at = 0
  const goneUpTo = (end: number): void => {
    for (; at < end; at += 1) {
      const node = old[at]
      if (node) rows.push(quiet(left.has(at) ? 'away' : 'removed', node, null))
    }
  }
  // What is new in a gap stands after what is gone from it.
  let waiting: BlockRow[] = []
  fresh.forEach((node, to) => {
    const pair = byTo.get(to)
    const was = pair && old[pair.from]
    if (!pair || !was) {
      waiting.push(quiet('added', null, node))
      return
    }
    const row = comparePair(was, node, budget)
    if (!steady.has(pair)) {
      waiting.push({ ...row, kind: 'moved' })
      return
    }
    goneUpTo(pair.from)
    rows.push(...waiting, row)
    waiting = []
    at = pair.from + 1
  })
  goneUpTo(old.length)
  rows.push(...waiting)
  return rows
}
