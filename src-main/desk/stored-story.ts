import { readStory } from '../../src-shared/story/migrations'
import type { Story } from '../../src-shared/story/story'
import type { Files } from './files'

/** A revision as stored, where it can still be read. */
export const storedStory = async (files: Files, sha256: string): Promise<Story | null> => {
  const bytes = await files.revision(sha256)
  if (bytes === null || bytes === 'damaged') return null
  try {
    const story = readStory(JSON.parse(new TextDecoder().decode(bytes)))
    return story.ok ? story.value : null
  } catch {
    return null
  }
}
