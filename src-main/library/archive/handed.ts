import type { HandedDraft } from '../../../src-shared/publication/handoff/read'
import type { Photo } from '../../../src-shared/story/story'
import { photoFileName } from '../photo-files'
import { STORED_FORMAT, type StoredDraft } from '../stored'
import type { SourceStory } from './source'

/** A draft that came in a hand-off file, as a story to be brought into a library: it says who it came from. */
export const handedStory = (draft: HandedDraft, photos: readonly Photo[], handed: NonNullable<StoredDraft['handed']>, now: string, read: (sha256: string) => Promise<Uint8Array | null>): SourceStory => {
  const stored: StoredDraft = { format: STORED_FORMAT, generation: 1, changedAt: now, createdAt: now, binnedAt: null, piece: null, notes: draft.notes, conflicts: draft.conflicts, handed, story: draft.story }
  const byName = new Map(photos.map((photo) => [photoFileName(photo), photo.sha256]))
  return {
    id: draft.story.id,
    files: ['story.json'],
    photos: [...byName.keys()],
    read: (path) => Promise.resolve(path === 'story.json' ? new TextEncoder().encode(JSON.stringify(stored)) : null),
    photo: (name) => read(byName.get(name) ?? ''),
  }
}
