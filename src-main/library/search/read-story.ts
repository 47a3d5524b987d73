import { Fault } from '../../../src-shared/outcome'
import type { Vault } from '../../durable/vault'
import { previousOf } from '../../durable/write'
import { storyFile } from '../draft-file'
import { parseJson } from '../stored'
import { storyText, type StoryText } from './story-text'

const busy = (error: unknown): boolean => error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')

/** What is searched of a story, from its newest file that can be read; null if there is none. Throws where it cannot tell: the vault is locked, or no more files can be opened. */
export const readStoryText = async (vault: Vault, stories: string, id: string): Promise<StoryText | null> => {
  const file = storyFile(stories, id)
  for (const generation of [file, previousOf(file)]) {
    try {
      const text = storyText(parseJson(await vault.read(generation)))
      if (text) return text
    } catch (error) {
      if (busy(error) || (error instanceof Fault && error.code !== 'vault-broken')) throw error
      // Gone, or not whole: the generation before it may be.
    }
  }
  return null
}
