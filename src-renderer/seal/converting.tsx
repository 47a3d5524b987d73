import { Button, Progress, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Sealed } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { useAsk } from '../ui/ask'

const MB = 1_000_000

/** How far sealing or unsealing is, and the way back. */
export const Converting = ({ phase }: { phase: Sealed['phase'] }) => {
  const { t, i18n } = useTranslation('seal')
  const { data } = useAsk('seal.progress', null, { refetchInterval: 250 })
  const [asked, setAsked] = useState(false)
  const way = phase === 'unsealing' ? 'unsealing' : 'sealing'
  const share = data && data.total > 0 ? data.done / data.total : 0
  const shown = (bytes: number): string => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 }).format(bytes / MB)
  const turnBack = async (): Promise<void> => {
    setAsked(true)
    await bench.ask('seal.turnBack', null)
  }
  return (
    <Stack gap="sm">
      <Progress value={share * 100} color="var(--stet-ink-fill)" aria-label={t(`converting.${way}.title`)} />
      <Text size="sm" c="dimmed">{data && data.total > 0 ? t('converting.far', { done: shown(data.done), total: shown(data.total) }) : t('converting.begun')}</Text>
      <Text size="sm">{t('converting.safe')}</Text>
      {!asked && <Button variant="default" onClick={() => void turnBack()}>{t(`converting.${way}.back`)}</Button>}
    </Stack>
  )
}
