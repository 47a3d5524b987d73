import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'

import type { Language } from '../../../src-shared/story/story'
import { shellWords } from '../words'

/** Asks for a folder or an archive in the system's own dialog, over the window in use; null where nothing was chosen. */
export const pickPath = async (what: 'folder' | 'archive', language: Language): Promise<string | null> => {
  const say = shellWords(language)
  const options: OpenDialogOptions = what === 'folder' ? { properties: ['openDirectory', 'createDirectory'] } : { properties: ['openFile'], filters: [{ name: say.archive, extensions: ['zip'] }] }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePaths } = window ? await dialog.showOpenDialog(window, options) : await dialog.showOpenDialog(options)
  return canceled ? null : (filePaths[0] ?? null)
}
