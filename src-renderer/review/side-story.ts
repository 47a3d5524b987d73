import { bench } from '../bench'
import type { Story } from '../../src-shared/story/story'
import { useAsk } from '../ui/ask'
import type { Side } from './revisions'

/** What stands on a side of a comparison, once it is read; `photoUrl` names where a piece's pictures are. */
export type SideStory = { story: Story | null; error: unknown; retry: () => void }

const NO_REVISION = '0'.repeat(64)

/** Reads one side of a piece: a revision, the working copy, or a kept version of it. `current` saves asking for the revision already here. */
export const useSideStory = (id: string, side: Side, current: { sha256: string; story: Story }): SideStory => {
  const sha256 = side.startsWith('rev:') ? side.slice(4) : null
  const kept = side.startsWith('kept:') ? side.slice(5) : null
  const revision = useAsk('desk.revision', { id, sha256: sha256 ?? NO_REVISION }, { enabled: sha256 !== null && sha256 !== current.sha256 })
  const working = useAsk('desk.working', { id }, { enabled: side === 'working' })
  const older = useAsk('desk.keptWorking', { id, kept: kept ?? '' }, { enabled: kept !== null })
  if (sha256 === current.sha256) return { story: current.story, error: null, retry: () => undefined }
  const asked = sha256 !== null ? revision : side === 'working' ? working : older
  const story = sha256 !== null ? revision.data : side === 'working' ? working.data?.story : older.data?.story
  return { story: story ?? null, error: asked.error, retry: () => void asked.refetch() }
}

/** Where the pictures of a piece at the desk are. */
export const deskPhotos = (id: string) => (sha256: string, width?: number): string => bench.deskPhotoUrl(id, sha256, width)
