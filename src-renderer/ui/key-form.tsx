import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { FaultNote } from './fault-note'

/** The fewest characters a passphrase may have. */
export const PASSPHRASE_MINIMUM = 8

type Props = { need: 'create' | 'unlock'; keychain: boolean; done: () => void; cancel: () => void }

/** Makes this person's signing key, or opens it. With an OS keychain no passphrase is asked. */
export const KeyForm = ({ need, keychain, done, cancel }: Props) => {
  const { t } = useTranslation()
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wrong, setWrong] = useState<'short' | 'differs' | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (): Promise<void> => {
    const problem = keychain || need === 'unlock' ? null : passphrase.length < PASSPHRASE_MINIMUM ? 'short' : passphrase === again ? null : 'differs'
    setWrong(problem)
    if (problem) return
    setBusy(true)
    const outcome = await bench.ask(need === 'create' ? 'key.create' : 'key.unlock', { passphrase: keychain ? null : passphrase })
    setBusy(false)
    if (outcome.ok) done()
    else setFault(outcome)
  }

  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    void submit()
  }

  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <Text size="sm">{t(`key.${need}.why`)}</Text>
        {!keychain && (
          <PasswordInput
            label={t('key.passphrase')}
            description={need === 'create' ? t('key.create.rule', { minimum: PASSPHRASE_MINIMUM }) : undefined}
            error={wrong === 'short' ? t('key.create.short', { minimum: PASSPHRASE_MINIMUM }) : null}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            autoComplete={need === 'create' ? 'new-password' : 'current-password'}
            data-autofocus
          />
        )}
        {!keychain && need === 'create' && (
          <PasswordInput
            label={t('key.create.again')}
            error={wrong === 'differs' ? t('key.create.differs') : null}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            autoComplete="new-password"
          />
        )}
        {keychain && <Text size="sm" c="dimmed">{t('key.keychain')}</Text>}
        {fault && <FaultNote fault={fault} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={cancel}>{t('cancel')}</Button>
          <Button type="submit" loading={busy}>{t(`key.${need}.act`)}</Button>
        </Group>
      </Stack>
    </form>
  )
}
