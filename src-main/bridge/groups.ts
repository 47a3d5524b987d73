import type { Group } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'

/** Where a draft belongs in the library: by what the person must do next. */
export const groupOf = (entry: { binnedAt: string | null; piece: Piece | null }, waiting: boolean): Group => {
  if (entry.binnedAt !== null) return 'bin'
  if (waiting) return 'waiting'
  switch (entry.piece?.standing.state) {
    case undefined:
      return 'writing'
    case 'returned':
      return 'returned'
    case 'inReview':
    case 'signedOff':
      return 'inReview'
    case 'published':
      return 'published'
  }
}
