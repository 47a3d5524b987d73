import { Button, NativeSelect, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { memo, useMemo, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import library from '../library/library.module.css'
import { channelChoices, readChannel } from '../library/narrowing'
import { stageTitle } from '../ui/stage'
import type { House } from './house'
import { isNarrowed, ORDERS, stageOf, type QueueView } from './queue-view'

type Props = { pieces: readonly Piece[]; house: House; view: QueueView; look: (view: QueueView) => void; search: RefObject<HTMLInputElement | null>; leave: () => void }

const useStages = (pieces: readonly Piece[], house: House): { value: string; label: string }[] => {
  const { t, i18n } = useTranslation('review')
  return useMemo(() => {
    const counts = new Map<string, { title: string; at: number; count: number }>()
    for (const piece of pieces) {
      const id = stageOf(piece, house)
      const known = counts.get(id)
      if (known) known.count += 1
      else if (id !== '') counts.set(id, { title: stageTitle(t, house.policyOf(piece.standing), id, i18n.language), at: piece.standing.stage, count: 1 })
    }
    return [...counts].sort(([, a], [, b]) => a.at - b.at).map(([value, { title, count }]) => ({ value, label: t('filter.counted', { name: title, count }) }))
  }, [pieces, house, t, i18n.language])
}

/** Narrows the queue by words, stage and channel, and puts it in order. */
export const QueueFilter = memo(({ pieces, house, view, look, search, leave }: Props) => {
  const { t } = useTranslation(['review', 'library'])
  const stages = useStages(pieces, house)
  const channels = useMemo(() => channelChoices(pieces), [pieces])
  const common = { size: 'xs', comboboxProps: { withinPortal: false, keepMounted: false }, clearable: true, clearButtonProps: { 'aria-label': t('library:narrow.anything') } } as const
  return (
    <div className={library['narrowing']} role="group" aria-label={t('review:filter.label')}>
      <TextInput ref={search} size="xs" w={210} type="search" aria-label={t('review:filter.text')} placeholder={t('review:filter.text')} leftSection={<IconSearch size={14} aria-hidden />} value={view.text}
        onChange={(event) => look({ ...view, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') look({ ...view, text: '' })
          if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault()
            leave()
          }
        }} />
      <Select {...common} w={150} aria-label={t('review:filter.stage')} placeholder={t('review:filter.stage')} data={stages} value={view.stage === '' ? null : view.stage} onChange={(value) => look({ ...view, stage: value ?? '' })} />
      <Select {...common} searchable limit={60} nothingFoundMessage={t('library:narrow.none')} w={168} aria-label={t('library:narrow.channel')} placeholder={t('library:narrow.channel')} data={channels} value={view.channel.length > 0 ? JSON.stringify(view.channel) : null} onChange={(value) => look({ ...view, channel: readChannel(value) })} />
      <NativeSelect size="xs" w={178} aria-label={t('review:order.label')} value={view.order} onChange={(event) => look({ ...view, order: ORDERS.find((order) => order === event.currentTarget.value) ?? 'waiting' })} data={ORDERS.map((value) => ({ value, label: t(`review:order.${value}`) }))} />
      {isNarrowed(view) && <Button size="compact-xs" variant="subtle" onClick={() => look({ ...view, stage: '', channel: [], text: '' })}>{t('library:narrow.clear')}</Button>}
    </div>
  )
})
QueueFilter.displayName = 'QueueFilter'
