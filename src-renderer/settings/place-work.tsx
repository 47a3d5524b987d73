import { Button, Progress } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { describeFailure } from '../ui/failure'
import classes from './place.module.css'

/** How far a long act with the library is, in words and a bar, and a way to stop it. */
export const WorkLine = ({ words, done, total, stop }: { words: string; done: number; total: number; stop: () => void }) => {
  const { t, i18n } = useTranslation('place')
  const share = total > 0 ? done / total : 0
  return (
    <div className={classes['work']} role="status">
      <span>{words} {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(share)}</span>
      <Button size="compact-sm" variant="default" onClick={stop}>{t('work.stop')}</Button>
      <Progress value={100 * share} size="sm" aria-label={words} color="var(--stet-ink-fill)" />
    </div>
  )
}

/** What was left out and why, by path. */
export const LeftList = ({ left }: { left: readonly { place: string; code: string }[] }) => {
  const { t } = useTranslation()
  return (
    <ul className={classes['list']} tabIndex={0} aria-label={String(left.length)}>
      {left.map(({ place, code }) => <li key={place}><code>{place}</code> · {describeFailure(t, { code, message: code, details: { path: place, name: place } })}</li>)}
    </ul>
  )
}
