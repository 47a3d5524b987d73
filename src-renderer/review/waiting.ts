import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { allowedActs } from './allowed'

/** How many pieces of the queue this person could act on now; 0 where the desk does not answer or `enabled` is false. */
export const useWaiting = (enabled: boolean): number => {
  const { person, newsroom } = useApp()
  const queue = useAsk('desk.pieces', { scope: 'queue' }, { enabled }).data ?? []
  return enabled ? queue.filter((piece) => allowedActs(piece.standing, person, newsroom?.policy).decisions.length > 0).length : 0
}
