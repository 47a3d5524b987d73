import { useTranslation } from 'react-i18next'

import { exactTime, relativeTime, useNow } from '../ui/time'
import css from './queue.module.css'

/** From how long before its limit on a piece is said to be due soon, in milliseconds. */
const SOON = 2 * 3_600_000

/** How a limit stands. */
export const dueState = (dueAt: string, now: number): 'over' | 'soon' | 'fine' => {
  const left = Date.parse(dueAt) - now
  return left < 0 ? 'over' : left < SOON ? 'soon' : 'fine'
}

/** The limit of a stage in words: by how much it is exceeded, or how much is left. The colour only repeats it. */
export const Due = ({ at }: { at: string }) => {
  const { t, i18n } = useTranslation('review')
  const now = useNow()
  const state = dueState(at, now)
  const time = relativeTime(at, now, i18n.language) ?? t('due.now')
  return (
    <span className={css.due} data-due={state} title={t('due.exact', { time: exactTime(at, i18n.language) })}>
      {t(`due.${state}`, { time })}
    </span>
  )
}
