import { Button, Checkbox, Group, Modal, PasswordInput, Radio, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type ReactNode, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Sealed } from '../../src-shared/bridge/contract'
import type { Failure, Outcome } from '../../src-shared/outcome'
import { bench } from '../bench'
import { NewPassphrase, problemOf, type Typed } from '../seal/new-passphrase'
import { useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { NotCovered } from './not-covered'
import classes from './security.module.css'

type Shut = { opened: boolean; onClose: () => void }

/** A dialog's form: what it asks, why it was refused, and its two buttons. `send` answers null where something typed is not right yet. */
const Form = ({ children, act, send, onClose, onDone }: { children: ReactNode; act: string; send: () => Promise<Outcome<unknown>> | null; onClose: () => void; onDone?: () => void }) => {
  const { t } = useTranslation(['seal', 'common'])
  const reread = useReread()
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (answer: Promise<Outcome<unknown>>): Promise<void> => {
    setBusy(true)
    setFault(null)
    const outcome = await answer
    setBusy(false)
    if (!outcome.ok) {
      setFault(outcome)
      return
    }
    onClose()
    onDone?.()
    reread('app.state')
  }
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const answer = send()
    if (answer) void submit(answer)
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack gap="md">
        {children}
        {fault && <FaultNote fault={fault} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" loading={busy}>{act}</Button>
        </Group>
      </Stack>
    </form>
  )
}

const NOTHING: Typed = { passphrase: '', again: '' }

const SealForm = ({ keychain, onClose }: { keychain: boolean; onClose: () => void }) => {
  const { t } = useTranslation('seal')
  const [by, setBy] = useState<'passphrase' | 'keychain'>('passphrase')
  const [typed, setTyped] = useState(NOTHING)
  const [understood, setUnderstood] = useState(false)
  const [tried, setTried] = useState(false)
  const wrong = by === 'passphrase' && tried ? problemOf(typed) : null
  const send = (): Promise<Outcome<unknown>> | null => {
    setTried(true)
    if (!understood || (by === 'passphrase' && problemOf(typed))) return null
    return bench.ask('seal.turnOn', { by, passphrase: by === 'passphrase' ? typed.passphrase : null, understood: true })
  }
  return (
    <Form act={t('turnOn.act')} send={send} onClose={onClose}>
      <Text size="sm">{t('turnOn.why')}</Text>
      {keychain ? (
        <Radio.Group label={t('turnOn.keeper')} value={by} onChange={(value) => { setBy(value === 'keychain' ? 'keychain' : 'passphrase'); setUnderstood(false) }}>
          <Stack gap="xs" mt={6}>
            {(['passphrase', 'keychain'] as const).map((keeper) => <Radio key={keeper} color="var(--stet-ink-fill)" iconColor="var(--stet-ink-on)" value={keeper} label={t(`turnOn.${keeper}.label`)} description={t(`turnOn.${keeper}.hint`)} />)}
          </Stack>
        </Radio.Group>
      ) : (
        <Text size="sm" c="dimmed">{t('turnOn.noKeychain')}</Text>
      )}
      {by === 'passphrase' && <NewPassphrase typed={typed} onTyped={setTyped} wrong={wrong} label={t('passphrase.label')} />}
      <div className={classes['warning']}>
        <p>{t(by === 'passphrase' ? 'turnOn.forgotten' : 'turnOn.lost')}</p>
        <Checkbox color="var(--stet-ink-fill)" iconColor="var(--stet-ink-on)" checked={understood} onChange={(event) => setUnderstood(event.currentTarget.checked)} label={t(`turnOn.understood.${by}`)} error={tried && !understood ? t('turnOn.tick') : null} />
      </div>
      <NotCovered />
    </Form>
  )
}

/** Turns encryption on, once the person has said that they know what a lost key means. */
export const SealDialog = ({ opened, onClose, keychain }: Shut & { keychain: boolean }) => {
  const { t } = useTranslation(['seal', 'common'])
  return (
    <Modal opened={opened} onClose={onClose} title={t('seal:turnOn.title')} closeButtonProps={{ 'aria-label': t('common:close') }} size={560}>
      <SealForm keychain={keychain} onClose={onClose} />
    </Modal>
  )
}

const UnsealForm = ({ by, onClose }: { by: NonNullable<Sealed['by']>; onClose: () => void }) => {
  const { t } = useTranslation('seal')
  const [passphrase, setPassphrase] = useState('')
  return (
    <Form act={t('turnOff.act')} send={() => bench.ask('seal.turnOff', { passphrase: by === 'passphrase' ? passphrase : null })} onClose={onClose}>
      <Text size="sm">{t('turnOff.why')}</Text>
      {by === 'passphrase' && <PasswordInput label={t('passphrase.label')} value={passphrase} onChange={(event) => setPassphrase(event.currentTarget.value)} autoComplete="current-password" data-autofocus />}
    </Form>
  )
}

/** Turns encryption off; asks for the passphrase where there is one. */
export const UnsealDialog = ({ opened, onClose, by }: Shut & { by: NonNullable<Sealed['by']> }) => {
  const { t } = useTranslation(['seal', 'common'])
  return (
    <Modal opened={opened} onClose={onClose} title={t('seal:turnOff.title')} closeButtonProps={{ 'aria-label': t('common:close') }} size={440}>
      <UnsealForm by={by} onClose={onClose} />
    </Modal>
  )
}

const ChangeForm = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation(['seal', 'common'])
  const [current, setCurrent] = useState('')
  const [typed, setTyped] = useState(NOTHING)
  const [tried, setTried] = useState(false)
  const send = (): Promise<Outcome<unknown>> | null => {
    setTried(true)
    return problemOf(typed) ? null : bench.ask('seal.changePassphrase', { current, next: typed.passphrase })
  }
  const say = (): void => void notifications.show({ color: 'pine', message: t('seal:change.done'), closeButtonProps: { 'aria-label': t('common:close') } })
  return (
    <Form act={t('seal:change.act')} send={send} onClose={onClose} onDone={say}>
      <Text size="sm">{t('seal:change.why')}</Text>
      <PasswordInput label={t('seal:change.current')} value={current} onChange={(event) => setCurrent(event.currentTarget.value)} autoComplete="current-password" data-autofocus />
      <NewPassphrase typed={typed} onTyped={setTyped} wrong={tried ? problemOf(typed) : null} label={t('seal:change.next')} />
    </Form>
  )
}

/** Changes the passphrase that keeps the key. */
export const ChangePassphraseDialog = ({ opened, onClose }: Shut) => {
  const { t } = useTranslation(['seal', 'common'])
  return (
    <Modal opened={opened} onClose={onClose} title={t('seal:change.title')} closeButtonProps={{ 'aria-label': t('common:close') }} size={440}>
      <ChangeForm onClose={onClose} />
    </Modal>
  )
}
