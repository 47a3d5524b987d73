import { diffArrays } from 'diff'

/** A stretch of two lists: how many items stay, come or go. A change says first what goes, then what comes. */
export type Step = { op: 'same' | 'added' | 'removed'; count: number }

/** How much comparing may still cost, in steps; shared by everything one comparison does, so that no text makes it slow. */
export type Budget = { left: number }

/** Enough for a 100,000-character story edited throughout; beyond it whole sentences, then whole texts are shown as changed. */
export const makeBudget = (): Budget => ({ left: 2_000_000 })

/** The most changes one text is followed through. */
const MOST_EDITS = 800

/** How many keys two lists have in common. */
export const shared = (before: readonly number[], after: readonly number[]): number => {
  const counts = new Map<number, number>()
  for (const key of before) counts.set(key, (counts.get(key) ?? 0) + 1)
  let found = 0
  for (const key of after) {
    const left = counts.get(key) ?? 0
    if (left === 0) continue
    found += 1
    counts.set(key, left - 1)
  }
  return found
}

/** The shortest way from one list of keys to another; null where it costs more than the budget allows. */
export const stepsBetween = (before: number[], after: number[], budget: Budget): Step[] | null => {
  // The fewest changes there can be are known without looking for them, so that hopeless pairs cost nothing.
  const fewest = before.length + after.length - 2 * shared(before, after)
  const most = Math.min(MOST_EDITS, Math.floor(Math.sqrt(2 * Math.max(0, budget.left))))
  if (fewest > most) return null
  const found = diffArrays(before, after, { maxEditLength: most })
  const edits = found?.reduce((sum, { added, removed, count }) => sum + (added || removed ? count : 0), 0) ?? most
  budget.left -= (edits * edits) / 2
  return found?.map(({ added, removed, count }): Step => ({ op: added ? 'added' : removed ? 'removed' : 'same', count })) ?? null
}

type Part = { removed: number; added: number; same: number; gone: number; come: number }

/** The longest text, in UTF-16 units, that may be taken into the changes on both sides of it, and the longest word of it. */
const CRUMB = 5
const CRUMB_WORD = { han: 1, other: 3 } as const
const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

const partsOf = (steps: readonly Step[], before: readonly string[], after: readonly string[]): Part[] => {
  const parts: Part[] = []
  let [from, to] = [0, 0]
  const length = (items: readonly string[], start: number, count: number): number => items.slice(start, start + count).join('').length
  for (const { op, count } of steps) {
    let part = parts.at(-1)
    if (!part || (op !== 'same' && part.same > 0)) parts.push((part = { removed: 0, added: 0, same: 0, gone: 0, come: 0 }))
    part[op] += count
    if (op === 'removed') part.gone += length(before, from, count)
    if (op === 'added') part.come += length(after, to, count)
    if (op !== 'added') from += count
    if (op !== 'removed') to += count
  }
  return parts
}

/** True for what tells a reader nothing when it alone is left standing: signs, a space, 的, "of". */
const isCrumb = (kept: readonly string[]): boolean => {
  const words = kept.filter(isWord)
  return kept.join('').length <= CRUMB && words.length <= 1 && words.every((word) => word.length <= (/\p{Script=Han}/u.test(word) ? CRUMB_WORD.han : CRUMB_WORD.other))
}

/**
 * Makes a way readable: a sign, a space or one short word left standing between two changes is taken into them, so that a reader
 * sees one phrase become another and not crumbs. `before` and `after` are the items as text; a longer one is never taken in.
 */
export const readable = (steps: readonly Step[], before: readonly string[], after: readonly string[]): Step[] => {
  const merged: (Part & { at: number })[] = []
  let at = 0
  for (const part of partsOf(steps, before, after)) {
    const last = merged.at(-1)
    const kept = last ? before.slice(last.at + last.removed, last.at + last.removed + last.same) : []
    const size = kept.join('').length
    const between = last !== undefined && last.removed + last.added > 0 && part.removed + part.added > 0
    const replaces = last !== undefined && last.removed + part.removed > 0 && last.added + part.added > 0
    if (between && replaces && isCrumb(kept) && size <= Math.max(last.gone, last.come) && size <= Math.max(part.gone, part.come)) {
      const same = last.same
      Object.assign(last, { removed: last.removed + same + part.removed, added: last.added + same + part.added, same: part.same, gone: last.gone + size + part.gone, come: last.come + size + part.come })
    } else merged.push({ ...part, at })
    at += part.removed + part.same
  }
  return merged.flatMap(({ removed, added, same }) => [{ op: 'removed' as const, count: removed }, { op: 'added' as const, count: added }, { op: 'same' as const, count: same }]).filter(({ count }) => count > 0)
}

/** Numbers that stand for texts: the same text, the same number. */
export const makeKeys = (): ((text: string) => number) => {
  const known = new Map<string, number>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    known.set(text, known.size)
    return known.size - 1
  }
}
