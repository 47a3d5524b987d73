import { join } from 'node:path'

import { undoJournalSchema, type UndoJournal } from '../../src-shared/story/undo'
import type { Vault } from '../durable/vault'

const fileIn = (folder: string): string => join(folder, 'undo.json')

/** Keeps a story's undo journal beside it. Throws a Fault. */
export const writeUndo = (vault: Vault, folder: string, journal: UndoJournal): Promise<void> => vault.write(fileIn(folder), JSON.stringify(journal))

/** The journal last kept; null where there is none that can be read: then there is nothing to undo, and nothing else is lost. */
export const readUndo = async (vault: Vault, folder: string): Promise<UndoJournal | null> => {
  try {
    return undoJournalSchema.parse(JSON.parse(new TextDecoder().decode(await vault.read(fileIn(folder)))))
  } catch {
    return null
  }
}
