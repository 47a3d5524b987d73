import { Button, Group, Modal, MultiSelect, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Lent } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import { DELEGATION_DAYS } from '../../src-shared/review/delegation'
import { hasRole, rolesIn } from '../../src-shared/review/people'
import { LIMITS } from '../../src-shared/story/story'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { channelPathOf } from '../ui/channel-path'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { stageTitle } from '../ui/stage'
import { exactTime } from '../ui/time'
import css from './house.module.css'

const LENDABLE = ['editor', 'chief'] as const
type Lendable = (typeof LENDABLE)[number]

/** The value of a datetime-local field, in this machine's time. */
const fieldTime = (at: number): string => {
  const date = new Date(at)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}
const DAY = 86_400_000

/** Asks whom to lend what, where and until when; the statement is signed with the person's key. */
const Giving = ({ close }: { close: () => void }) => {
  const { t, i18n } = useTranslation(['house', 'common'])
  const { person, newsroom } = useApp()
  const people = (useAsk('desk.colleagues', null).data ?? []).filter(({ id }) => id !== person.id)
  const reread = useReread()
  const withKey = useKeyDialog()
  const roles = LENDABLE.filter((role) => hasRole(person, role === 'editor' ? ['editor', 'chief', 'admin'] : ['chief', 'admin'], []) || (person.grants ?? []).some((grant) => grant.role === role || grant.role === 'chief'))
  const [to, setTo] = useState('')
  const [role, setRole] = useState<Lendable>(roles.at(-1) ?? 'editor')
  const [channel, setChannel] = useState('')
  const [stages, setStages] = useState<string[]>([])
  const [from, setFrom] = useState(() => fieldTime(Date.now()))
  const [until, setUntil] = useState(() => fieldTime(Date.now() + 7 * DAY))
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const length = Date.parse(until) - Date.parse(from)
  const badTime = Number.isNaN(length) || length <= 0 ? t('house:lend.backwards') : length > DELEGATION_DAYS * DAY ? t('house:lend.tooLong', { days: DELEGATION_DAYS }) : null

  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    setFault(null)
    const path = channelPathOf(channel).slice(0, LIMITS.channelDepth)
    const input = { to, role, channel: path, stages, notBefore: new Date(from).toISOString(), notAfter: new Date(until).toISOString(), reason: reason.trim(), passphrase: null }
    const outcome = await withKey(() => bench.ask('desk.delegate', input))
    setBusy(false)
    if (!outcome.ok) { setFault(outcome); return; }
    reread('desk.delegations')
    close()
  }
  return (
    <form onSubmit={(event) => void send(event)} noValidate>
      <Stack gap="sm">
        <NativeSelect label={t('house:lend.to')} value={to} data-autofocus onChange={(event) => setTo(event.currentTarget.value)} data={[{ value: '', label: t('house:lend.choose') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Group grow align="flex-start">
          <NativeSelect label={t('house:lend.role')} value={role} onChange={(event) => setRole(event.currentTarget.value === 'chief' ? 'chief' : 'editor')} data={roles.map((value) => ({ value, label: t(`common:role.${value}`) }))} />
          <TextInput label={t('house:lend.channel')} placeholder={t('house:lend.everywhere')} value={channel} onChange={(event) => setChannel(event.currentTarget.value)} />
        </Group>
        <MultiSelect label={t('house:lend.stages')} placeholder={stages.length === 0 ? t('house:lend.allStages') : undefined} value={stages} onChange={setStages} comboboxProps={{ withinPortal: false }}
          data={(newsroom?.policy.stages ?? []).map(({ id }) => ({ value: id, label: stageTitle(t, newsroom?.policy, id, i18n.language) }))} />
        <Group grow align="flex-start">
          <TextInput type="datetime-local" label={t('house:lend.from')} value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
          <TextInput type="datetime-local" label={t('house:lend.until')} value={until} error={badTime} onChange={(event) => setUntil(event.currentTarget.value)} />
        </Group>
        <Textarea label={t('house:lend.reason')} value={reason} maxLength={1000} autosize minRows={2} onChange={(event) => setReason(event.currentTarget.value)} />
        <Text size="xs" c="dimmed">{t('house:lend.signed')}</Text>
        {fault && <FaultNote fault={fault} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>{t('common:cancel')}</Button>
          <Button type="submit" loading={busy} disabled={to === '' || reason.trim() === '' || badTime !== null}>{t('house:lend.act')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

const stateOf = ({ delegation, endedAt }: Lent, now: number): 'ended' | 'over' | 'coming' | 'running' =>
  endedAt !== null ? 'ended' : Date.parse(delegation.notAfter) < now ? 'over' : Date.parse(delegation.notBefore) > now ? 'coming' : 'running'

const Row = ({ lent, now }: { lent: Lent; now: number }) => {
  const { t, i18n } = useTranslation(['house', 'common'])
  const { person, newsroom } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const { delegation } = lent
  const state = stateOf(lent, now)
  const mayEnd = (state === 'running' || state === 'coming') && (delegation.from === person.id || person.role === 'admin')
  const end = async (): Promise<void> => {
    const outcome = await withKey(() => bench.ask('desk.endDelegation', { delegation: delegation.id, reason: '', passphrase: null }))
    if (!outcome.ok) sayFailure(t, outcome)
    reread('desk.delegations')
  }
  return (
    <li>
      <div>
        <p>{t('house:lend.row', { from: lent.fromName, to: lent.toName, role: t(`common:role.${delegation.role}`) })} <b>{t(`house:lend.state.${state}`)}</b></p>
        <small>
          {[
            delegation.channel.length > 0 ? delegation.channel.join(' / ') : t('house:lend.everywhere'),
            delegation.stages.length > 0 ? delegation.stages.map((id) => stageTitle(t, newsroom?.policy, id, i18n.language)).join(t('house:dry.and')) : t('house:lend.allStages'),
            t('house:lend.span', { from: exactTime(delegation.notBefore, i18n.language), until: exactTime(lent.endedAt ?? delegation.notAfter, i18n.language) }),
            lent.reason,
          ].join(' · ')}
        </small>
      </div>
      {mayEnd && <Button size="compact-sm" variant="default" aria-label={t('house:lend.endOf', { to: lent.toName })} onClick={() => void end()}>{t('house:lend.end')}</Button>}
    </li>
  )
}

/** Rights lent for a time: whose, to whom, for what; giving one, and ending one early. */
export const Delegations = () => {
  const { t } = useTranslation(['house', 'common'])
  const { person } = useApp()
  const asked = useAsk('desk.delegations', null)
  const [giving, setGiving] = useState(false)
  const [now] = useState(Date.now)
  const may = person.role !== 'reporter' || rolesIn(person, (person.grants ?? [])[0]?.channel ?? []).size > 1
  return (
    <>
      <Text size="sm" c="dimmed">{t('house:lend.about')}</Text>
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.data?.length === 0 && <Text size="sm">{t('house:lend.none')}</Text>}
      {asked.data && asked.data.length > 0 && <ul className={css['rowsList']}>{asked.data.slice(0, 100).map((lent) => <Row key={lent.delegation.id} lent={lent} now={now} />)}</ul>}
      {may && <Button variant="default" onClick={() => setGiving(true)}>{t('house:lend.give')}</Button>}
      <Modal opened={giving} onClose={() => setGiving(false)} title={t('house:lend.give')} size="md" closeButtonProps={{ 'aria-label': t('common:close') }}>
        <Giving close={() => setGiving(false)} />
      </Modal>
    </>
  )
}
