import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { LibraryRow } from '../../src-shared/bridge/contract'
import { canAct, type RowAct } from './acts'
import bulk from '../ui/bulk.module.css'

const ACTS = ['duplicate', 'bin', 'restore', 'remove'] as const
/** More copies than this are nobody's wish. */
const COPIES = 10

/** What can be done with the chosen stories. Where an act fits only some of them, it says how many. */
export const BulkBar = ({ rows, act, clear }: { rows: readonly LibraryRow[]; act: (act: RowAct) => void; clear: () => void }) => {
  const { t } = useTranslation(['library', 'common'])
  return (
    <div className={bulk['bulk']} role="region" aria-label={t('library:bulk.label')}>
      <b role="status">{t('library:bulk.chosen', { count: rows.length })}</b>
      {ACTS.map((name) => {
        const fit = rows.filter((row) => canAct(name, row)).length
        if (fit === 0 || (name === 'duplicate' && fit > COPIES)) return null
        const words = t(`library:bulk.${name}`)
        return (
          <Button key={name} size="compact-sm" variant={name === 'remove' ? 'light' : 'default'} {...(name === 'remove' && { color: 'cinnabar' })} onClick={() => act(name)}>
            {fit < rows.length ? t('library:bulk.some', { act: words, count: fit }) : words}
          </Button>
        )
      })}
      <ActionIcon variant="subtle" aria-label={t('library:bulk.clear')} title={`${t('library:bulk.clear')} (Esc)`} onClick={clear}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  )
}
