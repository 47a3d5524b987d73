import { dialog, type BrowserWindow } from 'electron'

import type { Language } from '../../../src-shared/story/story'
import { shellWords } from '../words'

/**
 * A page may hold its window open while a save is on its way; Electron then drops the close without a word. Here the close is
 * tried again every `pause` milliseconds, and after `tries` the person is asked: nothing unsaved goes unasked.
 */
export const closeWhenSaved = (window: BrowserWindow, language: () => Language, pause = 250, tries = 20): void => {
  let tried = 0
  window.webContents.on('will-prevent-unload', (event) => {
    tried += 1
    if (tried <= tries) {
      setTimeout(() => {
        if (!window.isDestroyed()) window.close()
      }, pause)
      return
    }
    tried = 0
    const say = shellWords(language())
    const choice = dialog.showMessageBoxSync(window, { type: 'warning', title: say.unsavedTitle, message: say.unsavedTitle, detail: say.unsaved, buttons: [say.stay, say.leave], defaultId: 0, cancelId: 0, noLink: true })
    // In this event, preventing the default means leaving after all.
    if (choice === 1) event.preventDefault()
  })
}
