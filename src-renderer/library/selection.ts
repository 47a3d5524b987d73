import { useMemo } from 'react'

import { useKept } from './kept'

/** Which rows are chosen, and where a stretch of them began. */
export type Selection = {
  chosen: ReadonlySet<string>
  toggle: (id: string) => void
  /** Chooses everything between where choosing began and `id`, as the rows stand in `order`. `from` is where it begins if nothing was begun. */
  extend: (order: readonly string[], from: string, id: string) => void
  all: (ids: readonly string[]) => void
  clear: () => void
}

type Kept = { ids: readonly string[]; anchor: string | null; base: readonly string[] }
const NONE: Kept = { ids: [], anchor: null, base: [] }

/** Keeps a selection under `name`; only rows of `there` count, as others may have gone. */
export const useSelection = (name: string, there: ReadonlySet<string>): Selection => {
  const [{ ids, anchor, base }, keep] = useKept<Kept>(name, NONE)
  const chosen = useMemo(() => new Set(ids.filter((id) => there.has(id))), [ids, there])
  return {
    chosen,
    toggle: (id) => {
      const next = chosen.has(id) ? [...chosen].filter((each) => each !== id) : [...chosen, id]
      keep({ ids: next, anchor: chosen.has(id) ? null : id, base: next })
    },
    extend: (order, from, id) => {
      // A stretch that is drawn back lets go of what it had reached.
      const begun = anchor !== null && order.includes(anchor) ? anchor : from
      const kept = begun === anchor ? base : [...chosen]
      const [a, b] = [order.indexOf(begun), order.indexOf(id)].sort((x, y) => x - y)
      keep({ ids: [...new Set([...kept, ...order.slice(a, (b ?? 0) + 1)])], anchor: begun, base: kept.filter((each) => each !== begun) })
    },
    all: (every) => keep({ ids: every, anchor: null, base: every }),
    clear: () => keep(NONE),
  }
}
