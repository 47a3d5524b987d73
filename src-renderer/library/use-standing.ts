import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { PlaceState } from '../../src-shared/bridge/place'
import { bench } from '../bench'
import { useAsk, useReread } from '../ui/ask'
import { sayFailure } from '../ui/fault-note'

/** Where the library is and who has it open; undefined until the host has said. */
export const useStanding = (): PlaceState | undefined => useAsk('place.state', null).data

/** Opens the library another way; `busy` while the host waits for the other holder. */
export const useReopen = (): { busy: boolean; reopen: (how: 'own' | 'takeOver' | 'read') => void } => {
  const { t } = useTranslation()
  const reread = useReread()
  const [busy, setBusy] = useState(false)
  const run = async (how: 'own' | 'takeOver' | 'read'): Promise<void> => {
    setBusy(true)
    const outcome = await bench.ask('place.reopen', { how })
    setBusy(false)
    reread('place.state', 'library.list', 'library.search')
    if (!outcome.ok && outcome.code !== 'library-open-elsewhere') sayFailure(t, outcome)
  }
  return { busy, reopen: (how) => void run(how) }
}
