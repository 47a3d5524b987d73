import { Button, Group, Modal, PasswordInput, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { NewPassphrase, problemOf, type Typed } from '../seal/new-passphrase'
import { useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { exactTime } from '../ui/time'
import css from './house.module.css'

type Key = Output<'desk.keys'>[number]

/** Asks why a key is ended: from then on nothing signed with it holds; what it signed before stays. */
const Revoking = ({ enrolled, close }: { enrolled: Key; close: () => void }) => {
  const { t } = useTranslation(['house', 'common'])
  const reread = useReread()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    const outcome = await bench.ask('desk.revokeKey', { key: enrolled.id, reason: reason.trim() })
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    reread('desk.keys', 'app.state')
    close()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('house:keys.revokeAbout', { name: enrolled.name, device: enrolled.device ?? t('house:keys.unnamed') })}</Text>
        <Textarea data-autofocus label={t('house:keys.reason')} value={reason} maxLength={1000} autosize minRows={2} onChange={(event) => setReason(event.currentTarget.value)} />
        {fault && <FaultNote fault={fault} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
          <Button type="submit" color="cinnabar" loading={busy} disabled={reason.trim() === ''}>{t('house:keys.revoke')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

const NOTHING: Typed = { passphrase: '', again: '' }

/** Makes a new key in place of the one here. */
const Rotating = ({ close }: { close: () => void }) => {
  const { t } = useTranslation(['house', 'common'])
  const { keychain } = useApp()
  const reread = useReread()
  const [current, setCurrent] = useState('')
  const [typed, setTyped] = useState(NOTHING)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const ready = keychain || (current !== '' && problemOf(typed) === null && typed.passphrase !== '')
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    const outcome = await bench.ask('key.rotate', keychain ? { current: null, next: null } : { current, next: typed.passphrase })
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    reread('desk.keys', 'app.state')
    notifications.show({ message: t('house:keys.rotated'), closeButtonProps: { 'aria-label': t('common:close') } })
    close()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <Text size="sm">{t('house:keys.rotateAbout')}</Text>
        {!keychain && (
          <>
            <PasswordInput data-autofocus label={t('house:keys.current')} value={current} autoComplete="current-password" onChange={(event) => setCurrent(event.currentTarget.value)} />
            <NewPassphrase typed={typed} onTyped={setTyped} wrong={typed.passphrase === '' ? null : problemOf(typed)} label={t('house:keys.next')} />
          </>
        )}
        {fault && <FaultNote fault={fault} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
          <Button type="submit" loading={busy} disabled={!ready}>{t('house:keys.rotate')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** One row a key: the desk may hold several records of it, one for each time its person's roles changed. */
const newest = (keys: readonly Key[]): Key[] => [...new Map(keys.map((key) => [key.id, key])).values()]

/** The keys the desk knows of this person (an administrator sees everybody's): which machine, since when, revoked when. */
export const EnrolledKeys = () => {
  const { t, i18n } = useTranslation(['house', 'common'])
  const { person, key } = useApp()
  const asked = useAsk('desk.keys', null)
  const [revoking, setRevoking] = useState<Key | null>(null)
  const [rotating, setRotating] = useState(false)
  const keys = newest(asked.data ?? []).toSorted((a, b) => Number(a.person !== person.id) - Number(b.person !== person.id) || Number(Boolean(a.revokedAt)) - Number(Boolean(b.revokedAt)))
  return (
    <>
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {keys.length > 0 && (
        <ul className={css['rowsList']} aria-label={t('house:keys.title')}>
          {keys.map((one) => (
            <li key={one.id}>
              <div>
                <p>{one.person === person.id ? (one.device ?? t('house:keys.unnamed')) : `${one.name} · ${one.device ?? t('house:keys.unnamed')}`} <code title={one.id}>{one.id.slice(0, 12)}</code></p>
                <small>{one.revokedAt ? t('house:keys.revokedAt', { at: exactTime(one.revokedAt, i18n.language) }) : one.at ? t('house:keys.since', { at: exactTime(one.at, i18n.language) }) : t('house:keys.inUse')}</small>
              </div>
              {!one.revokedAt && <Button size="compact-sm" variant="default" aria-label={t('house:keys.revokeOf', { key: one.id.slice(0, 12) })} onClick={() => setRevoking(one)}>{t('house:keys.revoke')}</Button>}
            </li>
          ))}
        </ul>
      )}
      {key !== 'absent' && <Button variant="default" onClick={() => setRotating(true)}>{t('house:keys.rotate')}</Button>}
      <Modal opened={revoking !== null} onClose={() => setRevoking(null)} title={t('house:keys.revokeTitle')} closeButtonProps={{ 'aria-label': t('common:close') }}>
        {revoking && <Revoking enrolled={revoking} close={() => setRevoking(null)} />}
      </Modal>
      <Modal opened={rotating} onClose={() => setRotating(false)} title={t('house:keys.rotate')} closeButtonProps={{ 'aria-label': t('common:close') }}>
        <Rotating close={() => setRotating(false)} />
      </Modal>
    </>
  )
}
