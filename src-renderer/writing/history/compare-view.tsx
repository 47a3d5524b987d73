import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { compare } from '../../../src-shared/story/compare'
import type { Story } from '../../../src-shared/story/story'
import { bench } from '../../bench'
import { useAsk } from '../../ui/ask'
import { FaultNote } from '../../ui/fault-note'
import { Patient } from '../../ui/patient'
import { CompareBar, type Mode } from './compare-bar'
import { ComparedPages } from './compared-pages'
import css from './history.module.css'
import type { Comparing, Moment, Past } from './past'
import type { Compared } from './redline-page'
import { versionName } from './version-words'

const useSide = (id: string, moment: Moment, now: Story): { story: Story | null; error: unknown; retry: () => void } => {
  const asked = useAsk('history.read', { id, version: moment === 'now' ? '000000-00000000' : moment }, { enabled: moment !== 'now' })
  if (moment === 'now') return { story: now, error: null, retry: () => undefined }
  return { story: asked.data?.story ?? null, error: asked.error, retry: () => void asked.refetch() }
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
  const photoUrl = useCallback((sha256: string, width?: number): string => bench.photoUrl(past.id, sha256, width), [past.id])
  const fault = before.error ?? after.error
  return (
    <section className={css.view} aria-label={t('title')}>
      <CompareBar past={past} comparing={comparing} versions={versions} nameOf={nameOf} mode={mode} onMode={setMode} />
      {fault !== null && <div className={css.fault}><FaultNote fault={fault} retry={before.error ? before.retry : after.retry} /></div>}
      {fault === null && !compared && <Patient />}
      {compared && <ComparedPages key={`${mode} ${comparing.base} ${comparing.other}`} compared={compared} names={names} mode={mode} photoUrl={photoUrl} close={past.close} />}
    </section>
  )
}
