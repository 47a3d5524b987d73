import type { CSSProperties } from 'react'

import type { Language } from '../../../src-shared/story/story'
import { i18n } from '../../ui/i18n'

/** The words print itself puts on a page, for the styles of story.module.css, in the story's language whatever the window speaks. */
export const printWords = (language: Language): CSSProperties => {
  const word = (name: string): string => JSON.stringify(i18n.t(`writing:print.${name}`, { lng: language }))
  return { '--word-editors-note': word('editorsNote'), '--word-end': word('end') } as CSSProperties
}
