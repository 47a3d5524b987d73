import { stable } from '../compare/inline'
import type { Notes, Remark, Thread } from '../notes'

/** Which of two values holds: that of the side that changed it, theirs where both did. */
const chosen = <T>(base: T, mine: T, theirs: T): T => (stable(theirs) === stable(base) ? mine : theirs)

/** Everything either side has, by id: theirs in its order, mine after it. What only one still has stays out where the other took it out and nobody changed it. */
const union = <T extends { id: string }>(base: readonly T[], mine: readonly T[], theirs: readonly T[], join: (was: T | undefined, one: T, other: T) => T): T[] => {
  const by = (items: readonly T[]): Map<string, T> => new Map(items.map((item) => [item.id, item]))
  const [old, ours, desk] = [by(base), by(mine), by(theirs)]
  const stays = (item: T, other: ReadonlyMap<string, T>): boolean => {
    const was = old.get(item.id)
    return other.has(item.id) || !was || stable(was) !== stable(item)
  }
  const first = theirs.filter((item) => stays(item, ours)).map((item) => { const mineItem = ours.get(item.id); return mineItem ? join(old.get(item.id), mineItem, item) : item })
  return [...first, ...mine.filter((item) => !desk.has(item.id) && stays(item, desk))]
}

/** By when they were made; those whose time cannot be read stay where they are met. */
const inTime = (remarks: readonly Remark[]): Remark[] => {
  const moments = new Map(remarks.map((remark) => [remark, Date.parse(remark.at)]))
  const between = (one: Remark, other: Remark): number => (moments.get(one) ?? 0) - (moments.get(other) ?? 0)
  return [...moments.values()].some(Number.isNaN) ? [...remarks] : [...remarks].sort(between)
}

const joinThreads = (was: Thread | undefined, mine: Thread, theirs: Thread): Thread => {
  const left = union(was?.remarks ?? [], mine.remarks, theirs.remarks, (before, one, other) => (before ? chosen(before, one, other) : other))
  // Each took out what the other kept: a thread is never empty.
  const remarks = left.length > 0 ? left : theirs.remarks
  const resolved = ({ resolvedAt, resolvedBy, reopenedAt, reopenedBy }: Thread) => ({ resolvedAt, ...(resolvedBy !== undefined && { resolvedBy }), ...(reopenedAt !== undefined && { reopenedAt }), ...(reopenedBy !== undefined && { reopenedBy }) })
  const state = chosen(was ? resolved(was) : { resolvedAt: null }, resolved(mine), resolved(theirs))
  const { resolvedBy: _by, reopenedAt: _at, reopenedBy: _who, ...rest } = theirs
  return { ...rest, ...state, remarks: stable(remarks) === stable(theirs.remarks) ? theirs.remarks : inTime(remarks) }
}

const record = <T>(base: Readonly<Record<string, T>>, mine: Readonly<Record<string, T>>, theirs: Readonly<Record<string, T>>): Record<string, T> => {
  const items = (some: Readonly<Record<string, T>>): { id: string; value: T }[] => Object.entries(some).map(([id, value]) => ({ id, value }))
  return Object.fromEntries(union(items(base), items(mine), items(theirs), (was, one, other) => (was ? chosen(was, one, other) : other)).map(({ id, value }) => [id, value]))
}

/**
 * Merges what was said about two copies of a story: threads, remarks, suggested fields and who suggested what, each by its id. Nothing
 * said is lost; a thread is resolved or open as the side that changed that left it. Whoever merges checks the limits of notesSchema.
 */
export const mergeNotes = (base: Notes, mine: Notes, theirs: Notes): Notes => {
  const fields = union(base.fields ?? [], mine.fields ?? [], theirs.fields ?? [], (was, one, other) => (was ? chosen(was, one, other) : other))
  return {
    threads: union(base.threads, mine.threads, theirs.threads, joinThreads),
    suggestions: record(base.suggestions, mine.suggestions, theirs.suggestions),
    ...(mine.fields || theirs.fields ? { fields } : {}),
  }
}
