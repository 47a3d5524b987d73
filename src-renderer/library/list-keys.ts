import { useEffectEvent, useLayoutEffect, type RefObject } from 'react'

import { usePlainKeys } from '../ui/keys'
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

type ListKeys = {
  /** The rows as they stand on screen. */
  order: readonly string[]
  selection: Selection
  search: RefObject<HTMLInputElement | null>
  showKeys: () => void
  /** Escape, where nothing is chosen. */
  escape: () => void
  /** The keys of this list's own acts, with the row that has the focus; true where it was one. */
  act: (key: string, at: string | null) => boolean
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1 }

/** A long list by keyboard: move, choose, search, and its own acts. */
export const useListKeys = ({ order, selection, search, showKeys, escape, act }: ListKeys): void => {
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
  usePlainKeys((key, event) => {
    const by = STEPS[key]
    const at = focusedRow()
    if (by !== undefined) step(by, event.shiftKey)
    else if ((key === 'x' || key === ' ') && at !== null && !(key === ' ' && event.target instanceof HTMLButtonElement)) selection.toggle(at)
    else if (key === 'Escape' && selection.chosen.size > 0) selection.clear()
    else if (key === 'Escape') escape()
    else if (key === '/') toSearch()
    else if (key === '?') showKeys()
    else if (!act(key, at)) return
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
  useLayoutEffect(() => {
    window.addEventListener('keydown', onCommand)
    return () => window.removeEventListener('keydown', onCommand)
  }, [])
}
