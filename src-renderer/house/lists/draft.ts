import { useSyncExternalStore } from 'react'

import type { HeldLists } from '../../../src-shared/bridge/house'
import { keyOf, sameRow, type Row } from '../../../src-shared/proofing/house/row'

/** What is being made of the lists before it is saved: the version it began with, its rows now, and every state before, to go back to. */
export type Draft = { from: HeldLists; rows: readonly Row[]; past: readonly (readonly Row[])[] }

/** A draft in which nothing is changed. */
export const startDraft = (from: HeldLists): Draft => ({ from, rows: from.rows, past: [] })

const step = (draft: Draft, rows: readonly Row[]): Draft => ({ ...draft, rows, past: [...draft.past, draft.rows] })

/** Puts a row in, in the place of `was` where there was one. */
export const putRow = (draft: Draft, row: Row, was: Row | null): Draft => {
  const gone = new Set([keyOf(row), ...(was ? [keyOf(was)] : [])])
  return step(draft, [row, ...draft.rows.filter((each) => !gone.has(keyOf(each)))])
}

/** Takes a row out. */
export const removeRow = (draft: Draft, row: Row): Draft => step(draft, draft.rows.filter((each) => keyOf(each) !== keyOf(row)))

/** Takes many rows in at once, as one step. */
export const takeRows = (draft: Draft, rows: readonly Row[]): Draft => {
  const keys = new Set(rows.map(keyOf))
  return step(draft, [...rows, ...draft.rows.filter((each) => !keys.has(keyOf(each)))])
}

/** Takes other rows in the place of all of them, as one step. */
export const replaceRows = (draft: Draft, rows: readonly Row[]): Draft => step(draft, rows)

/** Goes one step back. */
export const undoStep = (draft: Draft): Draft => {
  const before = draft.past.at(-1)
  return before ? { ...draft, rows: before, past: draft.past.slice(0, -1) } : draft
}

/** What differs between two lists: rows that came, rows that went, and rows that say otherwise. */
export type Changes = { added: Row[]; removed: Row[]; changed: { before: Row; after: Row }[] }

/** Compares two lists by their keys. */
export const changesBetween = (before: readonly Row[], after: readonly Row[]): Changes => {
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const told: Changes = { added: [], removed: [], changed: [] }
  for (const row of after) {
    const was = old.get(keyOf(row))
    old.delete(keyOf(row))
    if (!was) told.added.push(row)
    else if (!sameRow(was, row)) told.changed.push({ before: was, after: row })
  }
  told.removed.push(...old.values())
  return told
}

/** How many rows differ. */
export const countChanges = ({ added, removed, changed }: Changes): number => added.length + removed.length + changed.length

// One draft a person, kept while the window is open: going to look something up elsewhere must not cost what was entered.
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What this person has entered and not saved; without any, the lists as they are. `set` with null forgets it. */
export const useDraft = (person: string, lists: HeldLists): { draft: Draft; set: (draft: Draft | null) => void } => {
  const kept = useSyncExternalStore(subscribe, () => drafts.get(person))
  const set = (draft: Draft | null): void => {
    if (draft && draft.past.length > 0) drafts.set(person, draft)
    else drafts.delete(person)
    for (const listener of listeners) listener()
  }
  return { draft: kept ?? startDraft(lists), set }
}
