import { IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Publication } from '../../src-shared/desk-api/pieces'
import { describeFailure } from '../ui/failure'
import { momentWords } from '../writing/history/version-words'
import type { Place } from './place'
import css from './published.module.css'
import { isHourAhead, type Standing } from './standing'

type Props = { place: Place; publication: Publication; standing: Standing }

/** Where it will stand, once its hour has come. */
const AddressLink = ({ place, url }: { place: Place; url: string }) => {
  const { t } = useTranslation('published')
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" aria-label={t('handed.addressAt', { destination: place.name })}>
      {t('handed.address')} <IconExternalLink size={13} aria-hidden />
    </a>
  )
}

/** That it is being taken back; where that does not go, why, and what happens there by itself. */
const RecallWords = ({ place, publication }: Omit<Props, 'standing'>) => {
  const { t, i18n } = useTranslation(['published', 'common'])
  const { handed } = publication
  if (!handed?.recall) return null
  const { tries, code, message, details, due } = handed.recall
  if (tries === 0 && code === '') return <p>{t('published:handed.recalling')}</p>
  const why = describeFailure(t, { code, message, details: { address: place.address, ...details, destination: place.name } })
  const time = momentWords(handed.hour, i18n.language)
  return (
    <>
      <p className={css.error} role="alert">{t('published:handed.failed', { why })}</p>
      <p className={css.error}>{t(isHourAhead(publication) ? 'published:handed.ahead' : 'published:handed.over', { time })}</p>
      {due !== null && <p>{t('published:says.next', { time: momentWords(due, i18n.language) })}</p>}
    </>
  )
}

/** What is to be said of what a destination was given to show by its own clock, beside what is asked of it now; nothing where it was given nothing. */
export const HandedWords = ({ place, publication, standing }: Props) => {
  const { t, i18n } = useTranslation('published')
  const { handed } = publication
  if (!handed) return null
  if (handed.recall) return <RecallWords place={place} publication={publication} />
  if (standing === 'handed') return handed.url !== null && /^https?:/i.test(handed.url) ? <p className={css.line}><AddressLink place={place} url={handed.url} /></p> : null
  if (standing === 'sending' || !isHourAhead(publication)) return null
  return <p>{t(handed.url === null ? 'handed.unheard' : 'handed.still', { time: momentWords(handed.hour, i18n.language) })}</p>
}
