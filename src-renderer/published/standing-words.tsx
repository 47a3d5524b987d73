import { IconExternalLink } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import { durationWords } from '../ui/duration'
import { describeFailure } from '../ui/failure'
import { exactTime, When } from '../ui/time'
import { momentWords } from '../writing/history/version-words'
import { HandedWords } from './handed-words'
import { usePageAt, type Place } from './place'
import { isHourAhead, standingOf, type Standing } from './standing'
import css from './published.module.css'

const REST: ReadonlySet<Standing> = new Set(['published', 'outdated', 'takenDown', 'left', 'none'])

/** The word of the pill: of a publication, or of a taking down that is not done. */
export const standingWord = (t: TFunction, standing: Standing, publication: Publication | undefined): string =>
  publication?.doing === 'takeDown' && !REST.has(standing) ? t(`published:down.${standing}`) : t(`published:state.${standing}`)

/** Its tone only repeats what the word says. */
export const standingTone = (standing: Standing): 'cinnabar' | 'pine' | 'ochre' | undefined =>
  standing === 'published' ? 'pine' : standing === 'failed' || standing === 'outdated' || standing === 'recalling' ? 'cinnabar' : standing === 'handed' ? 'pine' : standing === 'held' || standing === 'tried' || standing === 'left' ? 'ochre' : undefined

/** Why the last try failed, in a person's words; empty where nothing is to be said. */
export const whyWords = (t: TFunction, { code, message, details }: Publication, place: Place): string => (code === '' ? '' : describeFailure(t, { code, message, details: { address: place.address, ...details, destination: place.name } }))

/** When it goes and how often it was tried. */
const nextWords = (t: TFunction, standing: Standing, { due, tries, hour }: Publication, language: string): string => {
  const time = due === null ? '' : momentWords(due, language)
  switch (standing) {
    case 'hour':
      return t('published:says.hour', { time })
    case 'handed':
      return t('published:says.handed', { time: hour === null ? time : momentWords(hour, language) })
    case 'tried':
      return [tries > 0 ? t('published:says.tried', { count: tries }) : '', due === null ? t('published:says.soon') : t('published:says.next', { time })].filter(Boolean).join(t('published:says.and'))
    case 'queued':
      return t('published:says.soon')
    case 'held':
      return hour === null ? t('published:says.held') : t('published:says.heldHour', { time: momentWords(hour, language) })
    case 'failed':
      return tries > 1 ? t('published:says.gaveUp', { count: tries }) : ''
    case 'none':
    case 'recalling':
    case 'sending':
    case 'published':
    case 'outdated':
    case 'takenDown':
    case 'left':
      return ''
  }
}

/** What readers see there while something else is asked of it. */
const meanwhileWords = (t: TFunction, piece: Piece, publication: Publication, language: string): string => {
  const { stands, tries, state } = publication
  if (stands === null && isHourAhead(publication)) return t('published:stands.nothing')
  if (stands === null) return tries > 0 || state === 'failed' || state === 'sending' ? t('published:stands.unheard') : t('published:stands.nothing')
  const time = momentWords(stands.at, language)
  if (stands.state === 'takenDown') return t('published:stands.takenDown', { time })
  if (stands.state === 'left') return t('published:stands.left', { time })
  return stands.revision === piece.standing.revision.sha256 ? t('published:stands.this', { time }) : t('published:stands.earlier', { time })
}

const Stripped = ({ stripped }: { stripped: readonly string[] }) => {
  const { t } = useTranslation('published')
  if (stripped.length === 0) return null
  return (
    <details className={css.stripped}>
      <summary>{t('stripped', { count: stripped.length })}</summary>
      <ul>{stripped.map((each, index) => <li key={index}>{each}</li>)}</ul>
    </details>
  )
}

type Props = { piece: Piece; place: Place; publication: Publication }

/** The link to what readers see; absent where nothing stands there. */
const PageLink = ({ place, publication: { receipt, stands } }: Omit<Props, 'piece'>) => {
  const { t } = useTranslation('published')
  const url = usePageAt(place, stands?.state === 'published' || stands?.state === 'left' ? (receipt?.url ?? null) : null)
  if (url === null) return null
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" aria-label={t('openAt', { destination: place.name })}>
      {t('open')} <IconExternalLink size={13} aria-hidden />
    </a>
  )
}

/** Everything that is to be said of a piece at one destination beside the pill: since when, how late, why, what is next, and what readers see meanwhile. */
export const StandingWords = ({ piece, place, publication }: Props): ReactNode => {
  const { t, i18n } = useTranslation(['published', 'common'])
  const language = i18n.language
  const standing = standingOf(piece, publication)
  const { at, lateBy, reason, receipt } = publication
  const next = nextWords(t, standing, publication, language)
  const why = whyWords(t, publication, place)
  const rest = REST.has(standing)
  return (
    <>
      <p className={css.line}>
        {rest && <When at={at} />}
        {rest && lateBy !== null && <span className={css.late}>{t('published:late', { time: durationWords(lateBy, language) })}</span>}
        {next !== '' && <span title={publication.due === null ? undefined : exactTime(publication.due, language)}>{next}</span>}
        {standing === 'outdated' && <span>{t('published:says.outdated')}</span>}
        {standing === 'left' && <span>{t('published:says.left')}</span>}
        {rest && <PageLink place={place} publication={publication} />}
      </p>
      {why !== '' && standing !== 'recalling' && <p className={standing === 'failed' ? css.error : undefined}>{why}</p>}
      <HandedWords place={place} publication={publication} standing={standing} />
      {publication.doing === 'takeDown' && reason !== '' && <p>{t('published:reason', { reason })}</p>}
      {!rest && (
        <p className={css.line}>
          <span>{meanwhileWords(t, piece, publication, language)}</span>
          <PageLink place={place} publication={publication} />
        </p>
      )}
      {rest && standing !== 'takenDown' && <Stripped stripped={receipt?.stripped ?? []} />}
    </>
  )
}
