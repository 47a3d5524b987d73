import { Button, Radio, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowLeft } from '@tabler/icons-react'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { Failure } from '../../../src-shared/outcome'
import type { DestinationSettings } from '../../../src-shared/publication/destination'
import { bench } from '../../bench'
import { useApp } from '../../ui/app-state'
import { useReread } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import rows from '../../ui/rows.module.css'
import { Part } from '../part'
import { ConnectionFields } from './connection-fields'
import { ConnectionTest } from './connection-test'
import css from './destinations.module.css'
import { askedWith, draftOf, isChanged, wrongIn, type Draft } from './draft'
import { DryRun } from './dry-run'
import { MappingPart } from './mapping-part'
import { TitleField } from './title-field'
import { kindName, ofAddress } from './words'

type Props = { first: Draft; /** Ids that are in use, its own aside. */ taken: readonly string[]; /** Whether the kind signs in with a name besides the secret. */ account: boolean; onBack: () => void }

/** One destination: how the desk gets in, what the title is made of, where channels and authors lead, and a try of all of it before anything is sent. */
export const DestinationForm = ({ first, taken, account, onBack }: Props) => {
  const { t } = useTranslation(['destinationSettings', 'destinations', 'common'])
  const { newsroom } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const [draft, setDraft] = useState(first)
  const [tried, setTried] = useState(false)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [saved, setSaved] = useState(false)
  const { settings, kept } = draft
  const wrong = wrongIn(draft, taken)
  const problems = Object.keys(wrong).length
  const changed = isChanged(draft)
  // Known once the desk has opened it; nobody can say before what it carries.
  const carries = (kept && newsroom?.destinations.find(({ id }) => id === settings.id)?.carries) ?? null

  const change = (more: Partial<DestinationSettings>, draftMore: Partial<Draft> = {}): void => setDraft((now) => ({ ...now, ...draftMore, settings: { ...now.settings, ...more } }))
  const ready = (): ReturnType<typeof askedWith> | null => {
    setTried(true)
    return problems === 0 ? askedWith(draft) : null
  }
  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const input = ready()
    if (!input) return
    setBusy(true)
    setFault(null)
    const outcome = await withKey(() => bench.ask('destinations.keep', input))
    setBusy(false)
    if (!outcome.ok) { setFault(ofAddress(outcome, input.settings.address)); return; }
    setDraft(draftOf(outcome.value))
    setTried(false)
    reread('destinations.list', 'app.state')
    setSaved(true)
  }
  const leave = (): void => {
    const typed = kept === null ? JSON.stringify(draft) !== JSON.stringify(first) : changed
    if (!typed) { onBack(); return; }
    modals.openConfirmModal({
      title: t('destinationSettings:leave.title'),
      children: t('destinationSettings:leave.why'),
      labels: { confirm: t('destinationSettings:leave.act'), cancel: t('common:cancel') },
      confirmProps: { color: 'cinnabar' },
      closeButtonProps: { 'aria-label': t('common:close') },
      onConfirm: onBack,
    })
  }
  return (
    <form className={`${rows['screen'] ?? ''} ${css['form'] ?? ''}`} onSubmit={(event) => void save(event)} noValidate>
      <header className={rows['head']}>
        <h1>{kept ? kept.settings.name : t('destinationSettings:newTitle', { kind: kindName(t, settings.kind) })}</h1>
        {kept && <Text size="sm" c="dimmed">{kindName(t, settings.kind)}</Text>}
        <Button variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={leave}>{t('destinationSettings:back')}</Button>
      </header>
      <Part id="connect" title={t('destinationSettings:connect.title')}>
        <ConnectionFields draft={draft} taken={taken} wrong={tried ? wrong : {}} account={account} change={change} />
        <ConnectionTest ready={ready} now={JSON.stringify([settings, draft.secret])} />
      </Part>
      <Part id="title" title={t('destinationSettings:template.title')}>
        <TitleField value={settings.title} wrong={wrong.title === undefined ? null : t('destinationSettings:wrong.title')} onChange={(title) => change({ title })} />
      </Part>
      <Part id="map" title={t('destinationSettings:map.title')}>
        <MappingPart settings={settings} carries={carries} ready={ready} change={change} />
      </Part>
      {carries?.schedule === true && (
        <Part id="schedule" title={t('destinationSettings:schedule.title')}>
          <Radio.Group label={t('destinationSettings:schedule.label')} value={settings.schedule} onChange={(value) => change({ schedule: value === 'remote' ? 'remote' : 'desk' })}>
            <Stack gap={8} mt={6}>
              {(['desk', 'remote'] as const).map((clock) => <Radio key={clock} value={clock} label={t(`destinationSettings:schedule.${clock}`)} description={t(`destinationSettings:schedule.${clock}Hint`)} />)}
            </Stack>
          </Radio.Group>
          {settings.schedule === 'desk' && kept !== null && kept.handed > 0 && <Text size="sm" role="status">{t('destinationSettings:schedule.handed', { count: kept.handed })}</Text>}
        </Part>
      )}
      <Part id="dry" title={t('destinationSettings:dry.title')}>
        <DryRun destination={kept ? settings.id : null} changed={changed} />
      </Part>
      <div className={css['bar']}>
        {fault && <FaultNote fault={fault} />}
        <div className={css['line']} data-between>
          <Text size="xs" c="dimmed" role="status">{tried && problems > 0 ? t('destinationSettings:problems', { count: problems }) : changed ? t('destinationSettings:unsaved') : saved ? t('destinationSettings:saved') : t('destinationSettings:asKept')}</Text>
          <Button type="submit" loading={busy} disabled={!changed}>{t('destinationSettings:save')}</Button>
        </div>
      </div>
    </form>
  )
}
