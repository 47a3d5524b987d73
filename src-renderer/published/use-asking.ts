import { useState } from 'react'

import type { Failure, Outcome } from '../../src-shared/outcome'
import { useReread } from '../ui/ask'
import { useKeyDialog } from '../ui/key-dialog'

/** Asking the desk for something about a piece's destinations. */
export type Asking = {
  busy: boolean
  /** The last refusal, until something else is asked. */
  fault: Failure | null
  /** Asks, asks the person in again where the session is over, and reads the pieces anew whatever became of it. */
  ask: <T>(act: () => Promise<Outcome<T>>) => Promise<Outcome<T>>
}

/** Holds what is being asked of one destination, or of a piece as a whole. */
export const useAsking = (): Asking => {
  const withKey = useKeyDialog()
  const reread = useReread()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Failure | null>(null)
  return {
    busy,
    fault,
    ask: async (act) => {
      setFault(null)
      setBusy(true)
      const outcome = await withKey(act)
      setBusy(false)
      if (!outcome.ok) setFault(outcome)
      reread('desk.pieces', 'desk.piece', 'library.list')
      return outcome
    },
  }
}
