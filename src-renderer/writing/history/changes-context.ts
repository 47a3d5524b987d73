import { createContext, useContext } from 'react'

import type { Change } from '../../../src-shared/story/compare'
import type { Photo } from '../../../src-shared/story/story'

/** What the changes on a redline share: each change by its key, and where pictures of either version stand. */
export type Changes = { changes: readonly Change[]; photoUrl: (sha256: string, width?: number) => string; fileOf: (sha256: string) => Photo | undefined }

const Context = createContext<Changes | null>(null)
export const ChangesProvider = Context.Provider

/** The changes of the redline this stands in; null on any other page. */
export const useChanges = (): Changes | null => useContext(Context)
