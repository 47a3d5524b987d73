import type { RefObject } from 'react'

import type { RowAct } from './acts'
import { focusRow, useListKeys } from './list-keys'
import type { Selection } from './selection'

type Triage = {
  /** The rows as they stand on screen. */
  order: readonly string[]
  selection: Selection
  act: (act: RowAct, ids: readonly string[]) => void
  search: RefObject<HTMLInputElement | null>
  newStory: () => void
  showKeys: () => void
  /** Escape, where nothing is chosen. */
  escape: () => void
}

const ACTS: Readonly<Record<string, RowAct>> = { Delete: 'bin', Backspace: 'bin', u: 'restore', c: 'duplicate' }

/** The library by keyboard: move, choose, act. */
export const useTriage = ({ order, selection, act, search, newStory, showKeys, escape }: Triage): void => {
  const doTo = (name: RowAct, at: string | null): void => {
    const ids = selection.chosen.size > 0 ? [...selection.chosen] : at === null ? [] : [at]
    if (ids.length === 0) return
    if (name === 'bin' && at !== null) {
      // The reading point goes to the nearest row that stays.
      const going = new Set(ids)
      const here = order.indexOf(at)
      focusRow(order.slice(here).find((id) => !going.has(id)) ?? order.slice(0, here).findLast((id) => !going.has(id)))
    }
    act(name, ids)
  }
  useListKeys({
    order, selection, search, showKeys, escape,
    act: (key, at) => {
      const name = ACTS[key]
      if (name) doTo(name, at)
      else if (key === 'n') newStory()
      return name !== undefined || key === 'n'
    },
  })
}
