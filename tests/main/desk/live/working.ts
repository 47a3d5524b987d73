import type { Working } from '../../../../src-shared/desk-api/working'
import { noNotes } from '../../../../src-shared/story/notes'
import type { BodyJson } from '../../../../src-shared/story/story'
import { chineseStory } from '../../../support/sample-story'

const photo = (letter: string) => ({ sha256: letter.repeat(64), mediaType: 'image/jpeg', width: 2, height: 1, bytes: 3, name: '图.jpg' }) as const

/** The working copy of a piece with this body. */
export const workingOf = (body: BodyJson): Working => {
  const story = chineseStory([photo('a'), photo('b'), photo('c')])
  return { story: { ...story, body }, notes: noNotes, conflicts: [], base: 'e'.repeat(64), generation: 0, at: '2026-03-12T09:00:00.000Z', by: '沈牧' }
}
