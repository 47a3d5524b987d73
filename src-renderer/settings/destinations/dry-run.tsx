import { Button, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Outcome } from '../../../src-shared/outcome'
import type { Preview } from '../../../src-shared/publication/connector'
import { bench } from '../../bench'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { useKeyDialog } from '../../ui/key-dialog'
import { exactTime } from '../../ui/time'
import { Copied } from '../people/copied'
import parts from '../parts.module.css'
import css from './destinations.module.css'

/** What would be sent, to the letter. */
export const Sent = ({ preview }: { preview: Preview }) => {
  const { t, i18n } = useTranslation('destinationSettings')
  const { copy, source } = preview
  const list = (values: readonly string[]): string => (values.length === 0 ? t('dry.empty') : values.join(' · '))
  const pairs: [string, string][] = [
    [t('dry.sentTitle'), copy.title],
    [t('dry.summary'), copy.summary === '' ? t('dry.empty') : copy.summary],
    [t('dry.channels'), list(copy.channels)],
    [t('dry.keywords'), list(copy.keywords)],
    [t('dry.authors'), list(copy.authors)],
    [t('dry.time'), copy.time === null ? t('dry.timeThere') : exactTime(copy.time, i18n.language)],
    [t('dry.photos'), copy.photos.length === 0 ? t('dry.empty') : t('dry.photoCount', { count: copy.photos.length })],
  ]
  return (
    <>
      <dl className={parts['ruled']}>
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className={css['small']}>{t('dry.lines')}</h3>
      <ol className={css['lines']} tabIndex={0} aria-label={t('dry.lines')}>
        {copy.lines.map((line, at) => <li key={`${String(at)} ${line}`}>{line}</li>)}
      </ol>
      <div className={css['line']}>
        <h3 className={css['small']}>{t('dry.source')}</h3>
        <Copied value={source} label={t('dry.copy')} />
      </div>
      <pre className={css['source']} tabIndex={0} role="region" aria-label={t('dry.source')}>{source}</pre>
    </>
  )
}

/** Shows what a kept destination would be sent of a piece at the desk. */
export const DryRun = ({ destination, changed }: { /** Its id; null while it is new. */ destination: string | null; changed: boolean }) => {
  const { t } = useTranslation(['destinationSettings', 'common'])
  const withKey = useKeyDialog()
  const cleared = useAsk('desk.pieces', { scope: 'cleared' }).data ?? []
  const queue = useAsk('desk.pieces', { scope: 'queue' }).data ?? []
  const pieces = [...cleared, ...queue]
  const [chosen, setChosen] = useState('')
  const [found, setFound] = useState<Outcome<Preview> | null>(null)
  const [busy, setBusy] = useState(false)
  const piece = pieces.find(({ standing }) => standing.story === chosen)
  if (destination === null) return <Text size="sm" c="dimmed">{t('destinationSettings:dry.first')}</Text>
  if (pieces.length === 0) return <Text size="sm" c="dimmed">{t('destinationSettings:dry.none')}</Text>
  const show = async (): Promise<void> => {
    if (!piece) return
    setBusy(true)
    setFound(null)
    const outcome = await withKey(() => bench.ask('destinations.preview', { destination, id: piece.standing.story, sha256: piece.standing.revision.sha256 }))
    setBusy(false)
    setFound(outcome)
  }
  return (
    <>
      <Text size="sm" c="dimmed">{changed ? t('destinationSettings:dry.asSaved') : t('destinationSettings:dry.why')}</Text>
      <div className={css['line']} data-end>
        <NativeSelect label={t('destinationSettings:dry.piece')} value={chosen} style={{ flex: '1 1 280px' }} onChange={(event) => { setChosen(event.currentTarget.value); setFound(null) }}
          data={[{ value: '', label: t('destinationSettings:dry.choose') }, ...pieces.map(({ standing, headline, slugline }) => ({ value: standing.story, label: `${headline || slugline || t('common:untitled')} (${t(`common:state.${standing.state}`)})` }))]} />
        <Button variant="default" loading={busy} disabled={!piece} onClick={() => void show()}>{t('destinationSettings:dry.act')}</Button>
      </div>
      {found && (found.ok ? <Sent preview={found.value} /> : <FaultNote fault={found} />)}
    </>
  )
}
