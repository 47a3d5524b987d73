import type { CDPSession } from '@playwright/test'

import type { Stet } from './stet'

/** Types Chinese as a Pinyin input method does, through Chromium's own input method events. */
export type Ime = {
  /** Composes the letters one by one, then commits the words in their place. */
  type: (letters: string, words: string) => Promise<void>
  /** Composes the letters and gives up: nothing may stay. */
  cancel: (letters: string) => Promise<void>
}

/** An input method for the page of a journey. */
export const pinyin = async (stet: Stet): Promise<Ime> => {
  const cdp: CDPSession = await stet.page.context().newCDPSession(stet.page)
  const compose = async (letters: string): Promise<void> => {
    for (let end = 1; end <= letters.length; end += 1) {
      const text = letters.slice(0, end)
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      // As fast as people type, so that what waits for a quiet moment falls into the middle.
      await stet.page.waitForTimeout(35)
    }
  }
  return {
    type: async (letters, words) => {
      await compose(letters)
      await cdp.send('Input.insertText', { text: words })
    },
    cancel: async (letters) => {
      await compose(letters)
      await cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
    },
  }
}
