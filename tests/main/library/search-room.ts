import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

import { plainVault, type Vault } from '../../../src-main/durable/vault'
import { openLibrary, type Library } from '../../../src-main/library/library'
import { openSearch, type Search } from '../../../src-main/library/search/search'
import { temporaryFolder, ticking, value } from './builders'

/** A library and its search, joined as a profile joins them. */
export type Room = { folder: string; library: Library; search: Search; close: () => Promise<void> }

const now = ticking()

/** Opens a library with its search; `delay` is short so that tests need not wait. */
export const openRoom = async (folder: string, options: { vault?: Vault; changed?: () => void; delay?: number } = {}): Promise<Room> => {
  const vault = options.vault ?? plainVault
  const search = openSearch({ folder, vault, delay: options.delay ?? 5, ...(options.changed && { changed: options.changed }) })
  const library = value(await openLibrary({ folder, vault, now, touched: search.touch }))
  const close = async (): Promise<void> => {
    await search.close()
    await library.close()
  }
  onTestFinished(close)
  return { folder, library, search, close }
}

/** The folder as a kill at this moment leaves it, in a place of its own: the room goes on without it. */
export const killedCopy = async (room: Room): Promise<string> => {
  const folder = join(await temporaryFolder(), 'library')
  await cp(room.folder, folder, { recursive: true })
  return folder
}

/** Asks until the index knows every story; then answers what was found. */
export const settled = async (search: Search, query: string): Promise<string[]> => {
  for (;;) {
    const found = await search.find(query)
    if (found.progress === null) return found.ids
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
