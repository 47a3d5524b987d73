import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { PieceEvent } from '../../src-shared/desk-api/pieces'
import { durationWords } from '../ui/duration'
import { usePageAt, usePlaces } from './place'
import css from './published.module.css'

/** Where something was published, taken down or left, with the page and how late it was: a line of the audit trail. */
export const PublishedAt = ({ event }: { event: Pick<PieceEvent, 'decision' | 'destination' | 'receipt' | 'lateBy'> }) => {
  const { t, i18n } = useTranslation('published')
  const place = usePlaces({ publications: [] }).find(({ id }) => id === event.destination)
  const name = place?.name ?? event.destination
  const url = usePageAt(place ?? null, event.decision === 'published' || event.decision === 'left' ? (event.receipt?.url ?? null) : null)
  return (
    <p className={css.at}>
      {url === null ? name : <a href={url} target="_blank" rel="noopener noreferrer" aria-label={t('openAt', { destination: name })}>{name} <IconExternalLink size={12} aria-hidden /></a>}
      {event.lateBy !== null && <> · <span className={css.late}>{t('late', { time: durationWords(event.lateBy, i18n.language) })}</span></>}
    </p>
  )
}
