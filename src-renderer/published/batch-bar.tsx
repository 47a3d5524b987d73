import { ActionIcon, Button } from '@mantine/core'
import { IconPackageExport, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import bulk from '../ui/bulk.module.css'

/** What can be done with the chosen pieces: choosing the rest of them, exporting their packages, or choosing none. */
export const BatchBar = ({ count, others, busy, all, act, clear }: { count: number; /** How many more could be chosen. */ others: number; busy: boolean; all: () => void; act: () => void; clear: () => void }) => {
  const { t } = useTranslation('published')
  return (
    <div className={bulk['bulk']} role="region" aria-label={t('batch.label')}>
      <b role="status">{t('batch.chosen', { count })}</b>
      {others > 0 && <Button size="compact-sm" variant="subtle" onClick={all}>{t('batch.all', { count: count + others })}</Button>}
      <Button size="compact-sm" variant="default" disabled={busy} leftSection={<IconPackageExport size={15} aria-hidden />} onClick={act}>{t('batch.act')}</Button>
      <ActionIcon variant="subtle" aria-label={t('batch.clear')} title={`${t('batch.clear')} (Esc)`} onClick={clear}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
