import { modals } from '@mantine/modals'
import type { TFunction } from 'i18next'
import { useEffect } from 'react'

import { describeFailure } from '../ui/failure'
import { onSettle } from '../ui/settling'
import { enterSession, leaveSession, type Session } from './session'

/** Saves at every moment the window might go away, and never lets it close over unsaved words without asking. */
export const useSavesOnLeaving = (session: Session): void => {
  useEffect(() => {
    const { saver } = session
    enterSession(session)
    const flush = (): void => void saver.flush()
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') flush()
    }
    const onClose = (event: BeforeUnloadEvent): void => {
      if (!saver.state().dirty && !saver.state().saving) return
      flush()
      event.preventDefault()
    }
    const stopSettling = onSettle(() => saver.flush())
    window.addEventListener('blur', flush)
    window.addEventListener('pagehide', flush)
    window.addEventListener('beforeunload', onClose)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      window.removeEventListener('blur', flush)
      window.removeEventListener('pagehide', flush)
      window.removeEventListener('beforeunload', onClose)
      document.removeEventListener('visibilitychange', onHidden)
      stopSettling()
      leaveSession(session)
    }
  }, [session])
}

/** Leaves the room once everything is on the disk; where it is not, says what would be lost and asks. */
export const leaveRoom = async (session: Session, t: TFunction, onClose: () => void): Promise<void> => {
  const saved = await session.saver.flush()
  const overflow = session.store.overflows()[0]
  if (saved.ok && !overflow) {
    onClose()
    return
  }
  const why = saved.ok
    ? t('writing:leave.overflow', { name: t(`writing:field.${overflow?.field ?? 'headline'}`), limit: overflow?.limit ?? 0 })
    : t('writing:leave.failed', { why: describeFailure(t, saved) })
  modals.openConfirmModal({
    title: t('writing:leave.title'),
    children: why,
    labels: { confirm: t('writing:leave.anyway'), cancel: t('writing:leave.stay') },
    confirmProps: { color: 'cinnabar' },
    closeButtonProps: { 'aria-label': t('writing:close') },
    onConfirm: onClose,
  })
}
