import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { bench } from '../bench'
import { useLock } from '../seal/lock'
import { useApp } from '../ui/app-state'
import { useReread } from '../ui/ask'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { NotCovered } from './not-covered'
import { ChangePassphraseDialog, SealDialog, UnsealDialog } from './seal-dialogs'

const MINUTES = [1, 5, 10, 15, 30, 60]

/** How long until the library locks itself. */
const IdleMinutes = ({ minutes }: { minutes: number }) => {
  const { t } = useTranslation('seal')
  const reread = useReread()
  const choices = [...new Set([...MINUTES, ...(minutes > 0 && Number.isInteger(minutes) ? [minutes] : [])])].sort((a, b) => a - b)
  const choose = async (lockMinutes: number): Promise<void> => {
    const outcome = await bench.ask('app.settings', { lockMinutes })
    if (!outcome.ok) sayFailure(t, outcome)
    reread('app.state')
  }
  return (
    <NativeSelect label={t('idle.label')} value={String(minutes)} onChange={(event) => void choose(Number(event.currentTarget.value))}
      data={[...choices.map((count) => ({ value: String(count), label: t('idle.minutes', { count }) })), { value: '0', label: t('idle.never') }]} />
  )
}

/** Whether the library is encrypted, by what it opens, and what that does not cover. */
export const Security = () => {
  const { t } = useTranslation('seal')
  const { sealed, keychain, lockMinutes } = useApp()
  const { lockable, lock } = useLock()
  const reread = useReread()
  const [asking, setAsking] = useState<'turnOn' | 'turnOff' | 'change' | null>(null)
  const close = (): void => setAsking(null)
  const phase = sealed?.phase ?? null
  const words = sealed === null ? 'open' : sealed.phase === 'sealed' ? (sealed.by ?? 'passphrase') : sealed.phase
  const resume = async (): Promise<void> => {
    const outcome = await bench.ask('seal.resume', null)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('app.state')
  }
  return (
    <>
      <Text size="sm">{t(`state.${words}`)}</Text>
      {sealed?.fault && <FaultNote fault={sealed.fault} />}
      <Group gap="xs">
        {sealed === null && <Button variant="default" onClick={() => setAsking('turnOn')}>{t('act.turnOn')}</Button>}
        {(phase === 'sealing' || phase === 'unsealing') && <Button onClick={() => void resume()}>{t('act.resume')}</Button>}
        {lockable && <Button variant="default" onClick={lock}>{t('lock')}</Button>}
        {sealed?.by === 'passphrase' && <Button variant="default" onClick={() => setAsking('change')}>{t('act.change')}</Button>}
        {(phase === 'sealed' || phase === 'sealing') && <Button variant="default" onClick={() => setAsking('turnOff')}>{t('act.turnOff')}</Button>}
      </Group>
      {lockable && <IdleMinutes minutes={lockMinutes} />}
      {sealed && <NotCovered />}
      <SealDialog opened={asking === 'turnOn'} keychain={keychain} onClose={close} />
      <UnsealDialog opened={asking === 'turnOff'} by={sealed?.by ?? 'passphrase'} onClose={close} />
      <ChangePassphraseDialog opened={asking === 'change'} onClose={close} />
    </>
  )
}
