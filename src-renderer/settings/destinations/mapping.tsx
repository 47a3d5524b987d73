import { NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Choices } from '../../../src-shared/publication/connector'
import type { DestinationSettings } from '../../../src-shared/publication/destination'
import { channelPathOf } from '../../ui/channel-path'
import { channelText } from '../people/grants-field'
import { AddName } from './add-name'
import css from './destinations.module.css'

/** Of a person in a byline, as a story takes it. */
const LONGEST_NAME = 60

type Row = { key: string; name: string; remote: string }
type Option = { value: string; label: string }

/** What may be chosen for a row: nothing, all there is, and what is chosen though it is not in the list. */
const optionsFor = (remote: string, offered: readonly Option[], words: { unmapped: string; unlisted: string }): Option[] => [
  { value: '', label: words.unmapped },
  ...offered,
  ...(remote === '' || offered.some(({ value }) => value === remote) ? [] : [{ value: remote, label: words.unlisted }]),
]

const MapTable = ({ title, rows, offered, labelOf, onMap }: { title: string; rows: readonly Row[]; offered: readonly Option[]; labelOf: (name: string) => string; onMap: (key: string, remote: string) => void }) => {
  const { t } = useTranslation('destinationSettings')
  return (
    <table className={css['map']}>
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('map.here')}</th>
          <th scope="col">{t('map.there')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, remote }) => (
          <tr key={key} data-left={remote === '' || undefined}>
            <th scope="row">{name}</th>
            <td>
              <NativeSelect size="xs" aria-label={labelOf(name)} value={remote} data={optionsFor(remote, offered, { unmapped: t('map.unmapped'), unlisted: t('map.unlisted', { remote }) })} onChange={(event) => onMap(key, event.currentTarget.value)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Props<Name> = { settings: DestinationSettings; choices: Choices | null; known: Name[]; change: (more: Partial<DestinationSettings>) => void }

/** The newsroom's channels and what each is at the CMS; what leads nowhere is said. */
export const ChannelMap = ({ settings, choices, known, change }: Props<string[]>) => {
  const { t } = useTranslation('destinationSettings')
  const [added, setAdded] = useState<string[][]>([])
  const keyOf = (path: readonly string[]): string => JSON.stringify(path)
  const paths = [...new Map([...known, ...added].map((path) => [keyOf(path), path])).values()]
  const remoteOf = (path: readonly string[]): string => settings.channels.find(({ channel }) => keyOf(channel) === keyOf(path))?.remote ?? ''
  const left = paths.filter((path) => remoteOf(path) === '').length
  const map = (key: string, remote: string): void => {
    const channel = paths.find((path) => keyOf(path) === key)
    const others = settings.channels.filter((each) => keyOf(each.channel) !== key)
    if (channel) change({ channels: remote === '' ? others : [...others, { channel, remote }] })
  }
  const add = (typed: string): void => {
    const path = channelPathOf(typed)
    if (path.length > 0) setAdded([...added, path])
  }
  if (choices?.channels.length === 0 && settings.channels.length === 0) return <Text size="sm" c="dimmed">{t('map.noChannels')}</Text>
  return (
    <section className={css['mapping']} aria-label={t('map.channels')}>
      <h3>{t('map.channels')}</h3>
      <MapTable title={t('map.channels')} rows={paths.map((path) => ({ key: keyOf(path), name: channelText(path), remote: remoteOf(path) }))} offered={(choices?.channels ?? []).map(({ remote, path }) => ({ value: remote, label: channelText(path) }))} labelOf={(name) => t('map.channelOf', { name })} onMap={map} />
      <Text size="xs" c="dimmed" role="status">{left === 0 ? t('map.allMapped') : settings.makeChannels ? t('map.channelsMade', { count: left }) : t('map.channelsLeft', { count: left })}</Text>
      <AddName label={t('map.add')} placeholder={t('map.example')} longest={360} offered={[]} onAdd={add} />
    </section>
  )
}

/** The newsroom's people and who each is at the CMS; whoever a byline names may be added, with or without an account at the desk. */
export const AuthorMap = ({ settings, choices, known, bylines, change }: Props<string> & { /** Names seen in bylines. */ bylines: readonly string[] }) => {
  const { t } = useTranslation('destinationSettings')
  const [added, setAdded] = useState<string[]>([])
  const names = [...new Set([...known, ...added])]
  const remoteOf = (name: string): string => settings.authors.find((each) => each.name === name)?.remote ?? ''
  const left = names.filter((name) => remoteOf(name) === '').length
  const map = (name: string, remote: string): void => {
    const others = settings.authors.filter((each) => each.name !== name)
    change({ authors: remote === '' ? others : [...others, { name, remote }] })
  }
  if (choices?.authors.length === 0 && settings.authors.length === 0) return <Text size="sm" c="dimmed">{t('map.noAuthors')}</Text>
  return (
    <section className={css['mapping']} aria-label={t('map.authors')}>
      <h3>{t('map.authors')}</h3>
      <MapTable title={t('map.authors')} rows={names.map((name) => ({ key: name, name, remote: remoteOf(name) }))} offered={(choices?.authors ?? []).map(({ remote, name }) => ({ value: remote, label: name }))} labelOf={(name) => t('map.authorOf', { name })} onMap={map} />
      <Text size="xs" c="dimmed" role="status">{left === 0 ? t('map.allMapped') : t('map.authorsLeft', { count: left })}</Text>
      <AddName label={t('map.addName')} placeholder={t('map.addNameHint')} longest={LONGEST_NAME} offered={bylines.filter((name) => !names.includes(name))} onAdd={(name) => setAdded([...added, name])} />
    </section>
  )
}
