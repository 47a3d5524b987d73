import { ActionIcon, Tooltip } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { HandoffKind } from '../../src-shared/publication/handoff/statement'
import { HandOverDialog } from './hand-over-dialog'

/** The sign that opens the dialog, for a room's head. */
export const HandOverButton = ({ id, kinds, before }: { id: string; kinds: readonly [HandoffKind, ...HandoffKind[]]; before?: () => Promise<boolean> }) => {
  const { t } = useTranslation('handoff')
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Tooltip label={t('open')}>
        <ActionIcon variant="subtle" color="ink" size={30} aria-label={t('open')} onClick={() => setOpened(true)}><IconFileExport size={18} stroke={1.6} aria-hidden /></ActionIcon>
      </Tooltip>
      <HandOverDialog opened={opened} id={id} kinds={kinds} close={() => setOpened(false)} {...(before && { before })} />
    </>
  )
}
