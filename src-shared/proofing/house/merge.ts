import { keyOf, sameRow, type Row } from './row'

/** A row both changed otherwise; null where one of them removed it. */
export type RowConflict = { key: string; base: Row | null; mine: Row | null; theirs: Row | null }

/** What two made of one list. `rows` holds all but the rows in conflict: those are for somebody to choose. */
export type Merged = { rows: Row[]; conflicts: RowConflict[] }

const same = (one: Row | null, other: Row | null): boolean => (one && other ? sameRow(one, other) : one === other)

const byKey = (rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map((row) => [keyOf(row), row]))

/** Joins two lists that grew from one, row by row: what one alone changed, added or removed is taken; what both did otherwise is a conflict that keeps both. */
export const mergeRows = (base: readonly Row[], mine: readonly Row[], theirs: readonly Row[]): Merged => {
  const [from, here, there] = [byKey(base), byKey(mine), byKey(theirs)]
  const merged: Merged = { rows: [], conflicts: [] }
  for (const key of new Set([...from.keys(), ...here.keys(), ...there.keys()])) {
    const [was, own, other] = [from.get(key) ?? null, here.get(key) ?? null, there.get(key) ?? null]
    if (!same(own, other) && !same(was, own) && !same(was, other)) {
      merged.conflicts.push({ key, base: was, mine: own, theirs: other })
      continue
    }
    const kept = same(was, own) ? other : own
    if (kept) merged.rows.push(kept)
  }
  return merged
}

/** Rows with each conflict settled by a choice; where none was made, one's own stands. */
export const settleRows = ({ rows, conflicts }: Merged, choice: (conflict: RowConflict) => 'mine' | 'theirs'): Row[] => [...rows, ...conflicts.flatMap((conflict) => conflict[choice(conflict)] ?? [])]
