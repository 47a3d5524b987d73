import { useMemo } from 'react'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { useSelection, type Selection } from '../library/selection'
import { useRowKeys } from '../ui/keys'
import { isSigned } from './standing'

/** The signed pieces of Published that are chosen, with the mouse or by keyboard: x chooses the row that has the focus, Escape chooses none. */
export type Choice = Selection & {
  /** Everything that can be chosen, as it stands on screen. */
  order: readonly string[]
}

/** Keeps the choice under a person's name; moves along the rows by keyboard. */
export const useChoice = (person: string, shown: readonly Piece[]): Choice => {
  const order = useMemo(() => shown.filter(isSigned).map(({ standing }) => standing.story), [shown])
  const there = useMemo(() => new Set(order), [order])
  const selection = useSelection(`published choice of ${person}`, there)
  useRowKeys((key, row) => {
    if (key === 'x' && row !== null && there.has(row)) selection.toggle(row)
    if (key === 'Escape' && selection.chosen.size > 0) selection.clear()
  })
  return { ...selection, order }
}
