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
    case 'held':
    case 'spiked':
    case 'signedOff':
      return 'inReview'
    case 'published':
      return 'published'
  }
}

/** Whether a draft may be sent now: what is being written or was returned is submitted, what was signed off is corrected. */
export const maySend = (entry: { binnedAt: string | null; piece: Piece | null }, waiting: boolean, correction: boolean): boolean => {
  const group = groupOf(entry, waiting)
  const state = entry.piece?.standing.state
  return correction ? group !== 'bin' && group !== 'waiting' && (state === 'signedOff' || state === 'published') : group === 'writing' || group === 'returned'
}
