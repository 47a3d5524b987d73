import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { storyIdSchema } from '../../../src-shared/story/story'
import { storyFile } from '../draft-file'
import type { Library } from '../library'

const changedAt = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).mtimeMs
  } catch {
    return 0
  }
}

/** When the index in a library's folder was last written, in ms; 0 where there is none. */
export const indexTime = (folder: string): Promise<number> => changedAt(join(folder, 'index.json'))

/**
 * Looks into every story's folder, one after another and behind what people do: for versions synchronisation left there, and for
 * drafts newer than the index (`since`, ms). Answers whether anything was found. Ends early once `stopped`.
 */
export const sweepVersions = async (options: { library: Library; folder: string; since: number; stopped: () => boolean }): Promise<boolean> => {
  const { library, folder, since, stopped } = options
  const stories = join(folder, 'stories')
  let found = false
  // Not the library's list, which opening does not read.
  for (const id of await readdir(stories).catch(() => [])) {
    if (stopped()) break
    if (!storyIdSchema.safeParse(id).success) continue
    const kept = await library.noticeVersions(id)
    if (kept.ok && kept.value.length > 0) found = true
    if (since > 0 && (await changedAt(storyFile(stories, id))) > since) {
      library.look(id)
      found = true
    }
  }
  return found
}
