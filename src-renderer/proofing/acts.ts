import type { Editor } from '@tiptap/core'
import { closeHistory } from '@tiptap/pm/history'
import { TextSelection, type Transaction } from '@tiptap/pm/state'

import { asideOf } from '../../src-shared/proofing/aside'
import type { NotesStore } from '../writing/notes-store'
import type { StoryStore } from '../writing/story-store'
import type { HeadField } from '../../src-shared/proofing/passage'
import { rangeOf, type Find } from './proofreader'
import { rememberAct } from './undoing'

/** What acts on finds need of the room they stand in. */
export type ProofRoom = {
  editor: Editor
  store: StoryStore
  notes: NotesStore
  /** Puts the words of a find on the house's list; `refusal` says why this person cannot. Absent where there is no house. */
  house?: { refusal: string | null; add: (find: Find) => void } | undefined
}

/** The words of a find may be replaced: a field's, or one stretch of the body with nothing suggested inside, or a whole attribute's part. */
export const isFixable = ({ flag, part }: Find): boolean =>
  flag.fixes.length > 0 && (part.block === null || part.passage.starts.length === 0 || part.passage.starts.findLast(([text]) => text <= flag.from) === part.passage.starts.findLast(([text]) => text < flag.to))

const replaced = (text: string, { from, to }: Find['flag'], fix: string): string => text.slice(0, from) + fix + text.slice(to)

/** Puts a fix into the body, keeping the dress of the words it stands for. */
const putInBody = (tr: Transaction, range: { from: number; to: number }, fix: string): void => {
  const { schema } = tr.doc.type
  if (fix === '') tr.delete(range.from, range.to)
  else tr.replaceWith(range.from, range.to, schema.text(fix, tr.doc.resolve(range.from).marksAcross(tr.doc.resolve(range.to)) ?? []))
}

/** Puts a fix into what prints beside a block's words: a credit, a footnote. */
const putInPart = (tr: Transaction, { part, flag }: Find, fix: string): void => {
  if (part.block === null || !('block' in part.passage.place)) return
  const { part: name } = part.passage.place
  let base = -1
  tr.doc.forEach((block, offset) => {
    if (block === part.block) base = offset
  })
  const at = base + part.passage.at
  if (base < 0 || tr.doc.nodeAt(at)?.attrs[name] !== part.passage.text) return
  tr.setNodeAttribute(at, name, replaced(part.passage.text, flag, fix))
}

type Fixing = { find: Find; fix: string }

/** Takes fixes into the copy, all as one act. Finds whose words have changed since are left. Answers how many went in. */
export const fixFinds = ({ editor, store }: ProofRoom, fixings: readonly Fixing[]): number => {
  const { doc } = editor.state
  const tr = closeHistory(editor.state.tr)
  const inBody = fixings.flatMap(({ find, fix }) => {
    const range = rangeOf(doc, find)
    return range && isFixable(find) ? [{ range, fix }] : []
  })
  const inParts = fixings.filter(({ find: { part } }) => part.block !== null && part.passage.starts.length === 0)
  // Attributes first, and words from the end: no place moves before it is used.
  for (const { find, fix } of inParts) putInPart(tr, find, fix)
  for (const { range, fix } of [...inBody].sort((one, other) => other.range.from - one.range.from)) putInBody(tr, range, fix)
  const fields = new Map<HeadField, { was: string; value: string; flags: Fixing[] }>()
  for (const fixing of fixings) {
    const { place, text } = fixing.find.part.passage
    if (!('field' in place)) continue
    const { field } = place
    if (store.shown(field) !== text) continue
    const known = fields.get(field) ?? { was: text, value: text, flags: [] }
    known.flags.push(fixing)
    fields.set(field, known)
  }
  let done = inBody.length + inParts.length
  if (tr.docChanged) editor.view.dispatch(tr)
  for (const [field, entry] of fields) {
    for (const { find, fix } of [...entry.flags].sort((one, other) => other.find.flag.from - one.find.flag.from)) entry.value = replaced(entry.value, find.flag, fix)
    store.set(field, entry.value)
    done += entry.flags.length
  }
  if (fields.size > 0) {
    const changed = tr.docChanged
    rememberAct(editor, () => {
      for (const [field, { was, value }] of fields) if (store.shown(field) === value) store.set(field, was)
      return changed ? editor.commands.undo() : true
    })
  }
  return done
}

/** Lets a find stand, here or everywhere in the piece. */
export const letStand = ({ editor, notes }: ProofRoom, { flag, part }: Find, where: 'here' | 'piece'): void => {
  const before = notes.value().asides ?? []
  const aside = asideOf(flag, part.passage, where)
  notes.setAsides([...before, aside])
  rememberAct(editor, () => {
    notes.setAsides((notes.value().asides ?? []).filter((each) => each !== aside))
    return true
  })
}

/** Flags again what somebody let stand. */
export const flagAgain = ({ editor, notes }: ProofRoom, { flag, part: { passage } }: Find): void => {
  const before = notes.value().asides ?? []
  const words = passage.text.slice(flag.from, flag.to)
  notes.setAsides(before.filter((each) => !(each.rule === flag.rule && each.words === words)))
  rememberAct(editor, () => {
    notes.setAsides(before)
    return true
  })
}

/** Selects a find's words in the body and brings them into view; false where they are not in the running text. */
export const selectFind = (editor: Editor, find: Find): boolean => {
  const range = rangeOf(editor.state.doc, find)
  if (!range) return false
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, range.from, range.to)))
  editor.view.focus()
  const { node } = editor.view.domAtPos(range.from)
  const element = node instanceof HTMLElement ? node : node.parentElement
  element?.scrollIntoView({ block: 'center' })
  return true
}
