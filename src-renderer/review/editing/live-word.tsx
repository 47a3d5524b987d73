import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import type { LivePiece, LiveStanding } from '../../live/live-piece'
import { useStanding } from '../../live/use-live'
import { describeFailure } from '../../ui/failure'
import { asClock } from '../../writing/moment'
import writing from '../../writing/writing.module.css'
import type { DeskSession } from './desk-session'
import css from './desk-room.module.css'

/** Whether this window is with the others. */
const lineWord = (t: TFunction, { phase, awaySince }: LiveStanding): string => (phase === 'live' ? t('review:live.on') : phase === 'away' && awaySince !== null ? t('review:live.away', { time: asClock(awaySince) }) : t('review:live.opening'))

/** Where the words are: "saved" only after the desk stored them, "kept" only after this machine's disk did. */
const wordsWord = (t: TFunction, { phase, saved, storedAt, keptAt }: LiveStanding): string => {
  if (saved) return storedAt === null ? t('writing:save.unchanged') : t('review:save.desk', { time: asClock(storedAt) })
  if (phase === 'live') return t('review:live.sending')
  return keptAt === null ? t('writing:save.unsaved') : t('review:live.kept', { time: asClock(keptAt) })
}

/** How a piece that is edited together stands, in the foot of its room: the line, and where the words are. */
export const LiveWord = ({ piece, session, again }: { piece: LivePiece; session: DeskSession; again: () => void }) => {
  const { t } = useTranslation(['review', 'writing', 'fault'])
  const standing = useStanding(piece)
  const overflow = useSyncExternalStore(session.store.subscribe, session.store.overflows)[0]
  const { phase, failure, unkept, saved } = standing
  if (phase === 'ended')
    return (
      <span className={writing['saveWrong']} role="alert">
        <span>{failure && describeFailure(t, failure)} {standing.aside && t('review:live.isAside')}{!saved && !standing.aside && standing.keptAt !== null && t('review:save.here', { time: asClock(standing.keptAt) })}</span>
        <Button size="compact-xs" variant="default" onClick={again}>{t('review:live.again')}</Button>
      </span>
    )
  if (unkept && !saved)
    return (
      <span className={writing['saveWrong']} role="alert">
        <span>{t('review:live.unkept')} {describeFailure(t, unkept)}</span>
        <Button size="compact-xs" variant="default" onClick={() => void piece.keep()}>{t('writing:save.retry')}</Button>
      </span>
    )
  if (phase === 'live' && failure) return <span className={writing['saveWrong']} role="alert">{describeFailure(t, failure)}</span>
  if (overflow) return <span className={writing['saveWrong']}>{t('writing:save.overflow', { name: t(`writing:field.${overflow.field}`) })}</span>
  return (
    <span className={css['word']} data-live={phase} data-stored={saved || undefined}>
      <span role="status">{lineWord(t, standing)}</span>
      <span aria-hidden>·</span>
      <span>{wordsWord(t, standing)}</span>
    </span>
  )
}
