import { Button, NativeSelect, Select, TextInput } from '@mantine/core'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'

import { groupSchema, type LibraryRow } from '../../src-shared/bridge/contract'
import classes from './library.module.css'
import { bylineChoices, channelChoices, isNarrowed, notNarrowed, readChannel, type Narrowing, type When } from './narrowing'

const SPANS = ['any', 'today', 'week', 'month', 'range'] as const
const isSpan = (value: string): value is When['span'] => (SPANS as readonly string[]).includes(value)
const whenOf = (span: When['span']): When => (span === 'range' ? { span, from: '', to: '' } : { span })

type Props = { rows: readonly LibraryRow[]; narrowing: Narrowing; narrow: (narrowing: Narrowing) => void }

/** Narrows the library by state, channel, byline and when a story was changed. */
export const FilterBar = memo(({ rows, narrowing, narrow }: Props) => {
  const { t } = useTranslation(['library', 'common'])
  const channels = useMemo(() => channelChoices(rows), [rows])
  const bylines = useMemo(() => bylineChoices(rows), [rows])
  const { group, channel, byline, when } = narrowing
  const common = { size: 'xs', comboboxProps: { withinPortal: false, keepMounted: false }, clearable: true, clearButtonProps: { 'aria-label': t('library:narrow.anything') } } as const
  const searched = { searchable: true, limit: 60, nothingFoundMessage: t('library:narrow.none') } as const
  return (
    <div className={classes['narrowing']} role="group" aria-label={t('library:narrow.label')}>
      <Select {...common} w={128} aria-label={t('library:narrow.state')} placeholder={t('library:narrow.state')} data={groupSchema.options.map((value) => ({ value, label: t(`library:group.${value}`) }))} value={group} onChange={(value) => narrow({ ...narrowing, group: groupSchema.options.find((each) => each === value) ?? null })} />
      <Select {...common} {...searched} w={168} aria-label={t('library:narrow.channel')} placeholder={t('library:narrow.channel')} data={channels} value={channel.length > 0 ? JSON.stringify(channel) : null} onChange={(value) => narrow({ ...narrowing, channel: readChannel(value) })} />
      <Select {...common} {...searched} w={168} aria-label={t('library:narrow.byline')} placeholder={t('library:narrow.byline')} data={bylines} value={byline === '' ? null : byline} onChange={(value) => narrow({ ...narrowing, byline: value ?? '' })} />
      <NativeSelect size="xs" w={124} aria-label={t('library:narrow.changed')} value={when.span} onChange={(event) => { const span = event.currentTarget.value; if (isSpan(span)) narrow({ ...narrowing, when: whenOf(span) }) }} data={SPANS.map((span) => ({ value: span, label: t(`library:narrow.span.${span}`) }))} />
      {when.span === 'range' && (
        <>
          <TextInput size="xs" type="date" w={136} aria-label={t('library:narrow.from')} value={when.from} max={when.to} onChange={(event) => narrow({ ...narrowing, when: { ...when, from: event.currentTarget.value } })} />
          <span aria-hidden>–</span>
          <TextInput size="xs" type="date" w={136} aria-label={t('library:narrow.to')} value={when.to} min={when.from} onChange={(event) => narrow({ ...narrowing, when: { ...when, to: event.currentTarget.value } })} />
        </>
      )}
      {isNarrowed(narrowing) && <Button size="compact-xs" variant="subtle" onClick={() => narrow(notNarrowed)}>{t('library:narrow.clear')}</Button>}
    </div>
  )
})
FilterBar.displayName = 'FilterBar'
