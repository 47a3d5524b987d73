import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { Banner } from '../banners'
import type { Past } from './past'
import { noteRestored, useRestored } from './restored'
import { momentWords } from './version-words'

/** Says that the story was just taken back to a version, with the way back to what stood there before. */
export const RestoredBanner = ({ past }: { past: Past }) => {
  const { t, i18n } = useTranslation('history')
  const restored = useRestored(past.id)
  const [busy, setBusy] = useState(false)
  if (!restored) return null
  const { before, at } = restored
  const back = async (): Promise<void> => {
    if (before === null) return
    setBusy(true)
    // What was restored is itself kept then, so this too can be taken back.
    await past.restore?.(before, new Date().toISOString())
    setBusy(false)
  }
  return (
    <Banner title={t('restored.title', { time: momentWords(at, i18n.language) })} acts={
      <>
        {before !== null && past.restore && <Button size="compact-sm" variant="default" loading={busy} onClick={() => void back()}>{t('restored.back')}</Button>}
        {before !== null && <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => past.compare(before)}>{t('restored.compare')}</Button>}
        <Button size="compact-sm" variant="subtle" disabled={busy} onClick={() => noteRestored(past.id, null)}>{t('restored.seen')}</Button>
      </>
    }>
      <p>{t('restored.words')}</p>
    </Banner>
  )
}
