import { Extension, type Editor } from '@tiptap/core'
import { closeHistory, undo, undoDepth } from '@tiptap/pm/history'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { EditorState, type Transaction } from '@tiptap/pm/state'
import { Step } from '@tiptap/pm/transform'

import type { BodyJson } from '../../../src-shared/story/story'
import type { Act, UndoJournal } from '../../../src-shared/story/undo'

/** As many acts as the history itself keeps, and as much as is worth writing beside a draft (characters of JSON). */
const LIMITS = { acts: 100, size: 1_000_000 } as const

type Kept = Act & { size: number }

const stepsOf = (transactions: readonly Transaction[]): { steps: Act['steps']; size: number } => {
  const steps = transactions.flatMap((tr) => tr.steps.map((step) => step.toJSON() as Record<string, unknown>))
  return { steps, size: JSON.stringify(steps).length }
}

/** How many acts the history can take back. The library leaves its answer untyped. */
const depthOf = (state: EditorState): number => Number(undoDepth(state))

const historyMeta = (tr: Transaction): { redo: boolean } | null => (tr.getMeta('history$') as { redo: boolean } | undefined) ?? null

const applied = (doc: ProseNode, act: Act): ProseNode | null =>
  act.steps.reduce<ProseNode | null>((now, step) => now && Step.fromJSON(now.type.schema, step).apply(now).doc, doc)

/** Writes down what an editor does, act by act, as the history groups it. */
export type UndoRecorder = { journal: () => UndoJournal; record: (root: Transaction, appended: readonly Transaction[], state: EditorState) => void }

/** Makes a recorder that starts at `base`, going on from an earlier journal where one was restored. */
export const createRecorder = (base: ProseNode, restored: UndoJournal | null, state: EditorState): UndoRecorder => {
  const sized = (act: Act): Kept => ({ ...act, size: JSON.stringify(act.steps).length })
  let origin = base
  let done: Kept[] = restored?.done.map(sized) ?? []
  let undone: Kept[] = restored?.undone.map(sized) ?? []
  let depth = depthOf(state)
  let next = true
  const restart = (doc: ProseNode): void => {
    origin = doc
    done = []
    undone = []
    next = true
  }
  const trim = (): void => {
    let size = done.reduce((sum, act) => sum + act.size, 0)
    while (done.length > LIMITS.acts || (size > LIMITS.size && done.length > 1)) {
      const oldest = done.shift()
      const moved = oldest && applied(origin, oldest)
      if (!oldest || !moved) return
      origin = moved
      size -= oldest.size
    }
  }
  return {
    journal: () => ({ version: 1, base: origin.toJSON() as BodyJson, done: done.map(({ silent, steps }) => ({ silent, steps })), undone: undone.map(({ silent, steps }) => ({ silent, steps })) }),
    record: (root, appended, after) => {
      const before = depth
      depth = depthOf(after)
      const changes = [root, ...appended].filter((tr) => tr.docChanged)
      if (changes.length === 0) {
        if (root.getMeta('closeHistory$') !== undefined) next = true
        return
      }
      const meta = historyMeta(root)
      if (meta) {
        const [from, to] = meta.redo ? [undone, done] : [done, undone]
        const act = from.pop()
        // An act that was not the person's lies on top: what may be undone can no longer be told by counting.
        if (!act || act.silent || appended.some((tr) => tr.docChanged)) restart(after.doc)
        else to.push(act)
        next = true
        return
      }
      const { steps, size } = stepsOf(changes)
      const silent = root.getMeta('addToHistory') === false
      const last = done.at(-1)
      if (!silent) undone = []
      if (!silent && !next && depth === before && last && !last.silent) {
        last.steps = [...last.steps, ...steps]
        last.size += size
      } else done.push({ silent, steps, size })
      next = silent
      trim()
    },
  }
}

/** The state a journal leads to, with its history, or null where it does not lead to `doc`: then the journal is worth nothing. */
export const replayed = (state: EditorState, journal: UndoJournal): EditorState | null => {
  try {
    const base = state.schema.nodeFromJSON(journal.base)
    base.check()
    let now = EditorState.create({ doc: base, plugins: state.plugins })
    for (const act of [...journal.done, ...journal.undone.toReversed()]) {
      const tr = closeHistory(now.tr)
      for (const step of act.steps) tr.step(Step.fromJSON(state.schema, step))
      now = now.apply(act.silent ? tr.setMeta('addToHistory', false) : tr)
    }
    for (let left = journal.undone.length; left > 0; left -= 1)
      undo(now, (tr) => {
        now = now.apply(tr)
      })
    return now.doc.eq(state.doc) ? now : null
  } catch {
    return null
  }
}

/** Records the editor's acts from its creation on, after giving back those of the journal it was opened with. */
export const UndoJournaling = Extension.create<{ restored: UndoJournal | null }, { recorder: UndoRecorder | null }>({
  name: 'undoJournaling',
  addOptions: () => ({ restored: null }),
  addStorage: () => ({ recorder: null }),
  onCreate() {
    const { editor } = this
    const { restored } = this.options
    const state = restored && replayed(editor.state, restored)
    if (restored && state) {
      editor.view.updateState(state)
      this.storage.recorder = createRecorder(state.schema.nodeFromJSON(restored.base), restored, state)
    } else this.storage.recorder = createRecorder(editor.state.doc, null, editor.state)
  },
  onTransaction({ transaction, appendedTransactions, editor }) {
    this.storage.recorder?.record(transaction, appendedTransactions, editor.state)
  },
})

/** The journal of an editor made with UndoJournaling; null before it is up. */
export const journalOf = (editor: Editor): UndoJournal | null => (editor.storage as { undoJournaling?: { recorder: UndoRecorder | null } }).undoJournaling?.recorder?.journal() ?? null
