import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import { describeFailure } from '../../ui/failure'
import { asClock } from '../../writing/moment'
import writing from '../../writing/writing.module.css'
import type { SavingSession } from './desk-session'

/** How saving to the desk stands; "saved" only after its answer, and where the desk is away, that it is kept here. */
export const DeskSaveWord = ({ session }: { session: SavingSession }) => {
  const { t } = useTranslation(['review', 'writing'])
  const { saver, store } = session
  const { dirty, saving, savedAt, failure } = useSyncExternalStore(saver.subscribe, saver.state)
  const overflow = useSyncExternalStore(store.subscribe, store.overflows)[0]
  if (failure)
    return (
      <span className={writing['saveWrong']} role="alert">
        <span>{t('review:save.failed')} {describeFailure(t, failure)}</span>
        <Button size="compact-xs" variant="default" loading={saving} onClick={() => void saver.flush()}>{t('writing:save.retry')}</Button>
      </span>
    )
  if (overflow) return <span className={writing['saveWrong']}>{t('writing:save.overflow', { name: t(`writing:field.${overflow.field}`) })}</span>
  if (dirty || saving) return <span>{savedAt ? t('writing:save.last', { time: asClock(savedAt) }) : t('writing:save.unsaved')}</span>
  return <span role="status" data-saved={savedAt ?? undefined}>{savedAt ? t(session.isHere() ? 'review:save.here' : 'review:save.desk', { time: asClock(savedAt) }) : t('writing:save.unchanged')}</span>
}
