import { createContext, useContext } from 'react'

import type { Change } from '../../../src-shared/story/compare'
import type { Photo } from '../../../src-shared/story/story'

/** Which side of a comparison is shown: both in one, or one alone. */
export type Shown = 'both' | 'before' | 'after'

/** What the changes on a redline share: each change by its key, the side that is shown, and where pictures of either version stand. */
export type Changes = { shown: Shown; changes: readonly Change[]; photoUrl: (sha256: string, width?: number) => string; fileOf: (sha256: string) => Photo | undefined }

const Context = createContext<Changes | null>(null)
export const ChangesProvider = Context.Provider

/** The changes of the redline this stands in; null on any other page. */
export const useChanges = (): Changes | null => useContext(Context)
