import { Button, Checkbox, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Input } from '../../../src-shared/bridge/contract'
import type { Failure } from '../../../src-shared/outcome'
import type { Choices } from '../../../src-shared/publication/connector'
import type { Carries, DestinationSettings } from '../../../src-shared/publication/destination'
import { bench } from '../../bench'
import { FaultNote } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import css from './destinations.module.css'
import { AuthorMap, ChannelMap } from './mapping'
import { useNewsroomNames } from './newsroom-names'
import { ofAddress } from './words'

type Props = { settings: DestinationSettings; /** Null where the desk does not know it yet. */ carries: Carries | null; ready: () => Input<'destinations.choices'> | null; change: (more: Partial<DestinationSettings>) => void }

/** Where channels and people of the newsroom lead at the CMS: fetched from there, mapped one by one, and what happens to the rest. */
export const MappingPart = ({ settings, carries, ready, change }: Props) => {
  const { t, i18n } = useTranslation('destinationSettings')
  const withKey = useKeyDialog()
  // As it was opened: what is mapped or no longer mapped stays where it is in the list.
  const [opened] = useState(settings)
  const { channels, people, bylines } = useNewsroomNames(opened, i18n.language)
  const [choices, setChoices] = useState<Choices | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const fetchChoices = async (): Promise<void> => {
    const input = ready()
    if (!input) return
    setBusy(true)
    setFault(null)
    const outcome = await withKey(() => bench.ask('destinations.choices', input))
    setBusy(false)
    if (outcome.ok) setChoices(outcome.value)
    else setFault(ofAddress(outcome, input.settings.address))
  }
  const takesChannels = carries?.channels !== 'none'
  const takesAuthors = carries?.authors !== 'byline'
  const authors = choices?.authors ?? []
  const unlisted = settings.author !== null && !authors.some(({ remote }) => remote === settings.author)
  return (
    <>
      <div className={css['line']}>
        <Button variant="default" loading={busy} onClick={() => void fetchChoices()}>{choices ? t('map.again') : t('map.fetch')}</Button>
        <Text size="xs" c="dimmed">{t('map.why')}</Text>
      </div>
      {fault && <FaultNote fault={fault} />}
      {takesChannels && (choices !== null || settings.channels.length > 0) && <ChannelMap settings={settings} choices={choices} known={channels} change={change} />}
      {takesChannels && <Checkbox label={t('map.make')} description={t('map.makeHint')} checked={settings.makeChannels} onChange={(event) => change({ makeChannels: event.currentTarget.checked })} />}
      {takesAuthors && (choices !== null || settings.authors.length > 0) && <AuthorMap settings={settings} choices={choices} known={people} bylines={bylines} change={change} />}
      {takesAuthors && (
        <NativeSelect label={t('map.default')} description={t('map.defaultHint')} value={settings.author ?? ''} w="100%" maw={380}
          data={[{ value: '', label: t('map.account') }, ...authors.map(({ remote, name }) => ({ value: remote, label: name })), ...(unlisted && settings.author !== null ? [{ value: settings.author, label: t('map.unlisted', { remote: settings.author }) }] : [])]}
          onChange={(event) => change({ author: event.currentTarget.value === '' ? null : event.currentTarget.value })} />
      )}
    </>
  )
}
