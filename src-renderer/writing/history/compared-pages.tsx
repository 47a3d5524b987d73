import { useEffect, useEffectEvent, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { isUnchanged, redline } from '../../../src-shared/story/compare'
import type { PhotoUrl } from '../reading/page'
import { CompareSteps, type Mode } from './compare-bar'
import { FieldChanges } from './field-changes'
import css from './history.module.css'
import { OnePage, TwoPages, type Compared } from './redline-page'
import { useStops } from './stops'

/** Keys of the comparison: F7 or N goes on, Shift F7 or P goes back, Escape closes. Not while something else has the keyboard. */
const useCompareKeys = (go: (step: 1 | -1) => void, close: (() => void) | undefined): void => {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]:not([hidden]), [role="menu"]') !== null) return
    const { target } = event
    if (target instanceof HTMLElement && ['INPUT', 'TEXTAREA'].includes(target.tagName) && event.key !== 'F7') return
    const key = event.key.toLowerCase()
    if (event.key === 'F7') go(event.shiftKey ? -1 : 1)
    else if (key === 'n') go(1)
    else if (key === 'p') go(-1)
    else if (event.key === 'Escape' && close) close()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

type Props = { compared: Compared; names: { before: string; after: string }; mode: Mode; photoUrl: PhotoUrl; /** Absent where the comparison is not laid over something. */ close?: () => void }

/** Two versions of a story with what changed between them, and the way from one change to the next. */
export const ComparedPages = ({ compared, names, mode, photoUrl, close }: Props) => {
  const { t } = useTranslation('history')
  const page = useRef<HTMLDivElement>(null)
  const count = useMemo(() => compared.changes.fields.length + redline(compared.changes.blocks, 'both').stops, [compared])
  const stops = useStops(page, count)
  useCompareKeys(stops.go, close)
  useEffect(() => page.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <CompareSteps stops={stops} counts={compared.changes.counts} language={compared.after.language} />
      <div ref={page} className={css.pages} tabIndex={0} role="region" aria-label={t('page', names)}>
        {isUnchanged(compared.changes) && <p className={css.unchanged}>{t('unchanged')}</p>}
        <FieldChanges fields={compared.changes.fields} />
        {mode === 'one' ? <OnePage compared={compared} photoUrl={photoUrl} /> : <TwoPages compared={compared} names={names} photoUrl={photoUrl} />}
      </div>
    </>
  )
}
