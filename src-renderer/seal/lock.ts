import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { sayFailure } from '../ui/fault-note'

/** Locks the library now, once what is open is saved; `lockable` only where a passphrase opens it again. */
export const useLock = (): { lockable: boolean; lock: () => void } => {
  const { t } = useTranslation()
  const { sealed } = useApp()
  const lock = useCallback(() => {
    void bench.ask('library.lock', null).then((outcome) => {
      if (!outcome.ok) sayFailure(t, outcome)
    })
  }, [t])
  return { lockable: sealed?.by === 'passphrase', lock }
}
