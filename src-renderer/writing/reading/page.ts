import { createContext, useContext } from 'react'

import { PRINT_WORDS } from '../../../src-shared/publication/words'
import type { BodyJson, Story } from '../../../src-shared/story/story'

export type PhotoUrl = (sha256: string, width?: number) => string

/** What the blocks of one page being read share: the story, where its pictures stand, and each footnote's number. */
export type ReadPage = { story: Story; photoUrl: PhotoUrl; numbers: ReadonlyMap<BodyJson, number> }

const Context = createContext<ReadPage | null>(null)
export const ReadPageProvider = Context.Provider

/** The page being read; only under a ReadPageProvider. `print` is what print itself says, in the story's language. */
export const useReadPage = () => {
  const page = useContext(Context)
  if (!page) throw new Error('useReadPage stands outside a ReadPageProvider')
  return { ...page, print: PRINT_WORDS[page.story.language] }
}

/** A text attribute of a node; empty where it has none. */
export const attribute = (node: BodyJson, name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '')

/** The footnotes of a body that have words, in reading order. */
export const notesIn = (node: BodyJson): BodyJson[] => (node.type === 'footnote' ? (attribute(node, 'text').trim() === '' ? [] : [node]) : (node.content ?? []).flatMap(notesIn))

/** The DOM id of a footnote and of the place that calls it. */
export const noteId = (number: number, part: 'note' | 'call'): string => `reading-${part}-${String(number)}`
