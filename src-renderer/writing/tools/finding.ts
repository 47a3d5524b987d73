import { Extension, type Editor } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import type { EditorState } from '@tiptap/pm/state'
import { findNext, findPrev, getSearchState, replaceAll, replaceNext, search, setSearchState } from 'prosemirror-search'

import { queryOf, type FindTerms } from './find-query'

/** Find and replace in the body, by prosemirror-search. */
export const Finding = Extension.create({
  name: 'finding',
  addProseMirrorPlugins: () => [search()],
})

/** Most matches that are counted and lit up; more is "more than". */
const MOST = 5000

/** How many places match and which of them is selected (1-based; 0 for none). */
export const matchesIn = (state: EditorState): { count: number; at: number } => {
  const query = getSearchState(state)?.query
  if (!query?.valid) return { count: 0, at: 0 }
  let [count, at, from] = [0, 0, 0]
  while (count < MOST) {
    const found = query.findNext(state, from)
    if (!found) break
    count += 1
    if (found.from === state.selection.from && found.to === state.selection.to) at = count
    from = Math.max(found.to, from + 1)
  }
  return { count, at }
}

const intoView = (editor: Editor): void => {
  const { node } = editor.view.domAtPos(editor.state.selection.from)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
}

/** Searches from now on for these terms, lighting up what matches; an empty text ends the search. */
export const searchFor = (editor: Editor, terms: FindTerms): void => {
  editor.view.dispatch(setSearchState(editor.state.tr, queryOf(terms)).setMeta('addToHistory', false))
}

/** Selects the next (or the one before) match, going round at the ends. False when nothing matches. */
export const goToMatch = (editor: Editor, direction: 1 | -1): boolean => {
  const found = (direction === 1 ? findNext : findPrev)(editor.state, editor.view.dispatch)
  if (found) intoView(editor)
  return found
}

/** Selects the first match at or behind the caret while the terms are typed. */
export const goToNearest = (editor: Editor): void => {
  const query = getSearchState(editor.state)?.query
  const from = editor.state.selection.from
  const found = query?.valid ? (query.findNext(editor.state, from) ?? query.findNext(editor.state)) : null
  if (!found) return
  editor.commands.setTextSelection({ from: found.from, to: found.to })
  intoView(editor)
}

/** Replaces the selected match and goes on to the next. */
export const replaceOne = (editor: Editor): void => {
  editor.view.dispatch(closeHistory(editor.state.tr))
  if (replaceNext(editor.state, editor.view.dispatch)) intoView(editor)
}

/** Replaces every match in one step of the history. Answers how many. */
export const replaceEvery = (editor: Editor): number => {
  const { count } = matchesIn(editor.state)
  editor.view.dispatch(closeHistory(editor.state.tr))
  replaceAll(editor.state, editor.view.dispatch)
  editor.view.dispatch(closeHistory(editor.state.tr))
  return count
}
