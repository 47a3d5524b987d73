import type { Extensions } from '@tiptap/core'
import { Dropcursor, Gapcursor, Placeholder, UndoRedo } from '@tiptap/extensions'

import { bodyExtensions } from '../../src-shared/story/body'
import type { Language } from '../../src-shared/story/story'
import type { UndoJournal } from '../../src-shared/story/undo'
import { ProofMarks } from '../proofing/marks'
import { ProofUndo } from '../proofing/undoing'
import { BlockIds } from './block-ids'
import { AcrossFrames } from './blocks/across-frames'
import type { BlockDesk } from './blocks/block-desk'
import { BlockKeys } from './blocks/block-keys'
import { editable } from './blocks/editable'
import { FootnoteKeys } from './blocks/footnotes'
import { CaretFirst } from './caret-first'
import { Pasting, type PastingOptions } from './pasting/pasting'
import { slashMenu, type SlashMenuStore } from './slash-menu'
import { Commenting } from './tools/commenting'
import { Finding } from './tools/finding'
import { SmartSigns } from './tools/smart-signs'
import { Suggesting } from './tools/suggesting'
import { SuggestionMarks, type SuggestionMarksOptions } from './tools/suggestion-marks'
import { UndoJournaling } from './tools/undo-journal'
import { modesNow, ViewModes } from './tools/view-modes'

/** What the body's editing needs from its room. */
export type BodyEditing = {
  placeholder: string
  slash: SlashMenuStore
  hasPhoto: (digest: string) => boolean
  /** The story's language as it is now: it decides which signs are set. */
  language: () => Language
  /** Told the ids of changes that were suggested. */
  onSuggested: (ids: string[]) => void
  /** Whose suggestions are, and which comments there are; without it all suggestions are this person's, and drawn without names. */
  noted?: { mine: (id: string) => boolean; who: SuggestionMarksOptions['who']; hasThread: (id: string) => boolean }
  /** What an earlier opening did, to be undone still. */
  undo: UndoJournal | null
  /** Told what came with pasted copy; without it only the words come in. */
  pasting?: Omit<PastingOptions, 'has'>
  /** Where block menus and footnotes open; without it they do not. */
  blocks?: BlockDesk
}

/** The story's own nodes (src-shared) with views, ids, history and menus: never a node more. */
export const editingExtensions = ({ placeholder, slash, hasPhoto, language, onSuggested, noted, undo, pasting, blocks }: BodyEditing): Extensions => [
  ...bodyExtensions().map(editable),
  CaretFirst,
  BlockIds,
  AcrossFrames,
  BlockKeys.configure({ doors: () => blocks?.doors() ?? null }),
  FootnoteKeys.configure({ open: (pos) => blocks?.show({ kind: 'footnote', pos }) }),
  UndoRedo,
  Dropcursor.configure({ color: 'var(--mantine-primary-color-filled)', width: 2 }),
  Gapcursor,
  Placeholder.configure({ placeholder: ({ node }) => (node.type.name === 'paragraph' ? placeholder : ''), showOnlyCurrent: true }),
  Pasting.configure({ has: hasPhoto, ...pasting }),
  slashMenu(slash),
  Finding,
  ProofMarks,
  ProofUndo,
  ViewModes,
  SmartSigns.configure({ language, on: () => modesNow().smart }),
  Suggesting.configure({ onSuggested, ...(noted && { mine: noted.mine }) }),
  SuggestionMarks.configure(noted ? { who: noted.who } : {}),
  Commenting.configure(noted ? { hasThread: noted.hasThread } : {}),
  UndoJournaling.configure({ restored: undo }),
]
