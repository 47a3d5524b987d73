import type { Library } from '../library'
import type { History } from './history'

/**
 * A library that keeps a version of what a desk returned, before the return is kept with the draft: told of a return again after a
 * kill, it is kept once. `now` is ISO 8601; `by` names who returned it, where that is known.
 */
export const keepingReturns = (library: Library, history: Pick<History, 'keep'>, options: { now: () => string }): Library => ({
  ...library,
  setPiece: async (id, piece, brought) => {
    if (piece.standing.state === 'returned') {
      const draft = await library.open(id)
      if (draft.ok && (draft.value.piece?.standing.state !== 'returned' || draft.value.piece.standing.lastEvent !== piece.standing.lastEvent))
        // A version that cannot be kept (a full disk) must not hide the return.
        await history.keep(draft.value.story, draft.value.generation, { cause: 'returned', at: options.now(), by: '' })
    }
    return library.setPiece(id, piece, brought)
  },
})
