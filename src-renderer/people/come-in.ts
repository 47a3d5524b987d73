import { useState } from 'react'

import type { Failure, Outcome } from '../../src-shared/outcome'
import { useReread } from '../ui/ask'

/** Tries a door: busy while it is tried, the refusal where it stays shut; `done` is told when somebody is in. */
export const useComeIn = (done?: () => void) => {
  const reread = useReread()
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const tryDoor = async (door: () => Promise<Outcome<unknown>>): Promise<Outcome<unknown>> => {
    setFault(null)
    setBusy(true)
    const outcome = await door()
    setBusy(false)
    if (!outcome.ok) {
      setFault(outcome)
      return outcome
    }
    reread('app.state', 'library.list', 'outbox.list', 'desk.pieces', 'account.read', 'people.members')
    done?.()
    return outcome
  }
  return { fault, setFault, busy, tryDoor }
}
