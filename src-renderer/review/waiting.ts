import { useMemo } from 'react'

import { useAsk } from '../ui/ask'
import { isMine, useHouse } from './house'

/** How many pieces of the queue wait for this person and are in nobody else's hand; 0 where the desk does not answer or `enabled` is false. */
export const useWaiting = (enabled: boolean): number => {
  const house = useHouse()
  const queue = useAsk('desk.pieces', { scope: 'queue' }, { enabled }).data
  return useMemo(() => (enabled ? (queue ?? []).filter((piece) => isMine(piece, house.askerFor(piece.standing))).length : 0), [enabled, queue, house])
}
