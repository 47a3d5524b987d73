import type { CSSProperties } from 'react'

import { PRINT_WORDS } from '../../../src-shared/publication/words'
import type { Language } from '../../../src-shared/story/story'

/** The words print itself puts on a page, for the styles of story.module.css, in the story's language whatever the window speaks. */
export const printWords = (language: Language): CSSProperties => {
  const { note, end } = PRINT_WORDS[language]
  return { '--word-editors-note': JSON.stringify(note.replace(/[:：\s]+$/, '')), '--word-end': JSON.stringify(end) } as CSSProperties
}
