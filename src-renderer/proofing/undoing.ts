import { Extension, type Editor } from '@tiptap/core'

/** Takes back one act as a whole; false where nothing is left to take back. */
type Undo = () => boolean

const acts = new WeakMap<Editor, readonly { doc: unknown; undo: Undo }[]>()
const MOST = 100

/** Remembers an act that the editor's own history does not hold in full: words let stand, fixes in fields of the head. */
export const rememberAct = (editor: Editor, undo: Undo): void => {
  acts.set(editor, [...(acts.get(editor) ?? []), { doc: editor.state.doc, undo }].slice(-MOST))
}

/** Takes back the last such act, if the body was not touched after it; false where undoing is the editor's own. */
export const undoAct = (editor: Editor): boolean => {
  const known = acts.get(editor) ?? []
  const last = known.at(-1)
  if (!last || last.doc !== editor.state.doc) return false
  acts.set(editor, known.slice(0, -1))
  return last.undo()
}

/** Undo in the body takes back the proof-reader's last act where that was the last thing done. */
export const ProofUndo = Extension.create({
  name: 'proofUndo',
  priority: 1100,
  addKeyboardShortcuts: () => ({ 'Mod-z': ({ editor }) => undoAct(editor) }),
})
