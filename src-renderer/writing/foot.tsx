import { Button } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'

import type { Counts } from '../../src-shared/story/count'
import type { Language } from '../../src-shared/story/story'
import { describeFailure } from '../ui/failure'
import { asClock } from './moment'
import { isStale, type Saver } from './saver'
import type { StoryStore } from './story-store'
import css from './writing.module.css'

const SLOW = 300

const useSlow = (busy: boolean): boolean => {
  const [slow, setSlow] = useState(false)
  if (!busy && slow) setSlow(false)
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setSlow(true), SLOW)
    return () => clearTimeout(timer)
  }, [busy])
  return busy && slow
}

/** How saving stands, in words that are never ahead of the disk: "Saved" is the host's own time, after its durable write. */
export const SaveWord = ({ saver, store }: { saver: Saver; store: StoryStore }) => {
  const { t } = useTranslation('writing')
  const { dirty, saving, savedAt, failure } = useSyncExternalStore(saver.subscribe, saver.state)
  const overflow = useSyncExternalStore(store.subscribe, store.overflows)[0]
  const slow = useSlow(saving)
  if (failure && !isStale(failure))
    return (
      <span className={css.saveWrong} role="alert">
        <span>{t('save.failed')} {describeFailure(t, failure)}</span>
        <Button size="compact-xs" variant="default" loading={slow} onClick={() => void saver.flush()}>{t('save.retry')}</Button>
      </span>
    )
  if (failure) return <span className={css.saveWrong}>{t('save.stale')}</span>
  if (overflow) return <span className={css.saveWrong}>{t('save.overflow', { name: t(`field.${overflow.field}`) })}</span>
  if (slow) return <span role="status">{t('save.saving')}</span>
  if (dirty || saving) return <span>{savedAt ? t('save.last', { time: asClock(savedAt) }) : t('save.unsaved')}</span>
  return <span data-saved={savedAt ?? undefined}>{savedAt ? t('save.saved', { time: asClock(savedAt) }) : t('save.unchanged')}</span>
}

/** How long the story is, as its language counts. */
export const LengthWord = ({ counts, target, language }: { counts: Counts; target: number; language: Language }) => {
  const { t } = useTranslation('writing')
  const count = language === 'en' ? counts.words : counts.characters
  return (
    <span className={css.length}>
      {language === 'en' ? t('length.words', { count }) : t('length.characters', { count, bare: counts.withoutPunctuation })}
      {target > 0 && <span data-over={count > target || undefined}>{t('length.target', { target, percent: Math.round((count / target) * 100) })}</span>}
      <span>{language === 'en' ? 'English' : '中文'}</span>
    </span>
  )
}
