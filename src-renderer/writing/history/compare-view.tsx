import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { compare, isUnchanged, redline } from '../../../src-shared/story/compare'
import type { Story } from '../../../src-shared/story/story'
import { bench } from '../../bench'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { CompareBar, CompareSteps, type Mode } from './compare-bar'
import { FieldChanges } from './field-changes'
import css from './history.module.css'
import type { Comparing, Moment, Past } from './past'
import { OnePage, TwoPages, type Compared } from './redline-page'
import { useStops } from './stops'
import { versionName } from './version-words'

const useSide = (id: string, moment: Moment, now: Story): { story: Story | null; error: unknown; retry: () => void } => {
  const asked = useAsk('history.read', { id, version: moment === 'now' ? '000000-00000000' : moment }, { enabled: moment !== 'now' })
  if (moment === 'now') return { story: now, error: null, retry: () => undefined }
  return { story: asked.data?.story ?? null, error: asked.error, retry: () => void asked.refetch() }
}

/** Keys of the comparison: F7 or N goes on, Shift F7 or P goes back, Escape closes. Not while something else has the keyboard. */
const useCompareKeys = (go: (step: 1 | -1) => void, close: () => void): void => {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('[role="dialog"]:not([hidden]), [role="menu"]') !== null) return
    const { target } = event
    if (target instanceof HTMLElement && ['INPUT', 'TEXTAREA'].includes(target.tagName) && event.key !== 'F7') return
    const key = event.key.toLowerCase()
    if (event.key === 'F7') go(event.shiftKey ? -1 : 1)
    else if (key === 'n') go(1)
    else if (key === 'p') go(-1)
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

const Pages = ({ past, compared, names, mode }: { past: Past; compared: Compared; names: { before: string; after: string }; mode: Mode }) => {
  const { t } = useTranslation('history')
  const page = useRef<HTMLDivElement>(null)
  const count = useMemo(() => compared.changes.fields.length + redline(compared.changes.blocks, 'both').stops, [compared])
  const stops = useStops(page, count)
  useCompareKeys(stops.go, past.close)
  useEffect(() => page.current?.focus({ preventScroll: true }), [])
  const photoUrl = useCallback((sha256: string, width?: number): string => bench.photoUrl(past.id, sha256, width), [past.id])
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

/** Two versions of a story compared, in place of its page. */
export const CompareView = ({ past, comparing }: { past: Past; comparing: Comparing }) => {
  const { t, i18n } = useTranslation('history')
  const [mode, setMode] = useState<Mode>('one')
  const list = useAsk('history.list', { id: past.id })
  const versions = list.data?.versions ?? []
  const before = useSide(past.id, comparing.base, comparing.now)
  const after = useSide(past.id, comparing.other, comparing.now)
  const compared = useMemo<Compared | null>(() => (before.story && after.story ? { before: before.story, after: after.story, changes: compare(before.story, after.story) } : null), [before.story, after.story])
  const nameOf = (moment: Moment): string => {
    const version = versions.find(({ id }) => id === moment)
    return moment === 'now' ? t('now') : version ? versionName(t, version, i18n.language) : ''
  }
  const names = { before: nameOf(comparing.base), after: nameOf(comparing.other) }
  const fault = before.error ?? after.error
  return (
    <section className={css.view} aria-label={t('title')}>
      <CompareBar past={past} comparing={comparing} versions={versions} nameOf={nameOf} mode={mode} onMode={setMode} />
      {fault !== null && <div className={css.fault}><FaultNote fault={fault} retry={before.error ? before.retry : after.retry} /></div>}
      {fault === null && !compared && <Patient />}
      {compared && <Pages key={`${mode} ${comparing.base} ${comparing.other}`} past={past} compared={compared} names={names} mode={mode} />}
    </section>
  )
}
