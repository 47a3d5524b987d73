import { useEffect, useEffectEvent, type RefObject } from 'react'

import { usePlainKeys } from '../ui/keys'
import type { RowAct } from './acts'
import type { Selection } from './selection'

const rowElement = (id: string): HTMLElement | null => document.querySelector(`[data-row="${CSS.escape(id)}"]`)

/** The row that has the focus, or something in it. */
export const focusedRow = (): string | null =>
  (document.activeElement instanceof HTMLElement ? document.activeElement.closest('[role="row"]')?.querySelector<HTMLElement>('[data-row]')?.dataset['row'] : undefined) ?? null

/** Puts the reading point on a row and brings it into sight; waits some frames for a row that is only now being drawn. */
export const focusRow = (id: string | undefined, frames = 10): void => {
  if (id === undefined || frames === 0) return
  const row = rowElement(id)
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'nearest' })
  if (!row) requestAnimationFrame(() => focusRow(id, frames - 1))
}

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

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1 }
const ACTS: Readonly<Record<string, RowAct>> = { Delete: 'bin', Backspace: 'bin', u: 'restore', c: 'duplicate' }

/** The library by keyboard: move, choose, act. */
export const useTriage = ({ order, selection, act, search, newStory, showKeys, escape }: Triage): void => {
  const step = (by: number, stretch: boolean): void => {
    const at = focusedRow()
    const from = at === null ? (by > 0 ? -1 : order.length) : order.indexOf(at)
    const next = order[Math.min(order.length - 1, Math.max(0, from + by))]
    if (next === undefined) return
    if (stretch && at !== null) selection.extend(order, at, next)
    // Somebody who scrolled away comes back to where they read, or its neighbour is not drawn.
    if (at !== null && !rowElement(next)) rowElement(at)?.scrollIntoView({ block: 'nearest' })
    focusRow(next)
  }
  const toSearch = (): void => {
    search.current?.focus()
    search.current?.select()
  }
  const doTo = (name: RowAct): void => {
    const at = focusedRow()
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
  usePlainKeys((key, event) => {
    const by = STEPS[key]
    const name = ACTS[key]
    const at = focusedRow()
    if (by !== undefined) step(by, event.shiftKey)
    else if ((key === 'x' || key === ' ') && at !== null && !(key === ' ' && event.target instanceof HTMLButtonElement)) selection.toggle(at)
    else if (name) doTo(name)
    else if (key === 'Escape' && selection.chosen.size > 0) selection.clear()
    else if (key === 'Escape') escape()
    else if (key === 'n') newStory()
    else if (key === '/') toSearch()
    else if (key === '?') showKeys()
    else return
    event.preventDefault()
  })

  const onCommand = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return
    if (document.querySelector('[role="dialog"]:not([hidden])') !== null) return
    if (event.key === 'f') toSearch()
    else if (event.key === 'a' && !(event.target instanceof HTMLInputElement)) selection.all(order)
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', onCommand)
    return () => window.removeEventListener('keydown', onCommand)
  }, [])
}
