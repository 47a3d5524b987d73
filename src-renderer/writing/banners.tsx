import { Button } from '@mantine/core'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Draft } from '../../src-shared/bridge/contract'
import { openSuggestions } from '../review/gates'
import { issueRows } from '../review/stage-rows'
import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { sayFailure } from '../ui/fault-note'
import { go } from '../ui/route'
import { When } from '../ui/time'
import { keepCopy } from './keep-copy'
import { isStale } from './saver'
import type { Session } from './session'
import css from './writing.module.css'

/** Words over the page. `mark` says whether it needs the writer's eye. */
export const Banner = ({ title, since, mark, children, acts }: { title: string; since?: string | undefined; mark?: 'look' | 'warn' | undefined; children?: ReactNode; acts?: ReactNode }) => (
  <section className={css.banner} data-mark={mark} role={mark ? 'alert' : 'status'}>
    <div className={css.bannerWords}>
      <b>{title}</b>
      {since && <span className={css.since}><When at={since} /></span>}
      {children}
    </div>
    {acts && <div className={css.bannerActs}>{acts}</div>}
  </section>
)

/** Says that the newest file was damaged and this is the one before it. */
export const RecoveredBanner = ({ from }: { from: string }) => {
  const { t } = useTranslation('writing')
  const [seen, setSeen] = useState(false)
  if (seen) return null
  return (
    <Banner mark="warn" title={t('recovered.title')} acts={<Button size="compact-sm" variant="default" onClick={() => setSeen(true)}>{t('recovered.seen')}</Button>}>
      <p>{t('recovered.words')}</p>
      <p className={css.path}>{from}</p>
    </Banner>
  )
}

/** Why an editor returned the piece, and who. */
export const ReturnedBanner = ({ draft }: { draft: Draft }) => {
  const { t, i18n } = useTranslation('writing')
  const { newsroom } = useApp()
  const asked = useAsk('desk.piece', { id: draft.story.id })
  const events = asked.data?.dossier.events ?? []
  const event = events.findLast((each) => each.decision === 'return')
  const stage = newsroom?.policy.stages.find(({ id }) => id === (event?.stage ?? draft.piece?.standing.acted.at(-1)?.stage))
  const stageName = stage?.title[i18n.language === 'en' ? 'en' : 'zh-CN'] ?? ''
  const issues = issueRows(events).filter(({ closedBy }) => closedBy === null)
  const suggested = openSuggestions(draft)
  return (
    <Banner mark="look" since={event?.at} title={event ? t('returned.by', { name: event.name, stage: stageName }) : t('returned.title', { stage: stageName })}>
      <blockquote className={css.reason}>{event?.reason ?? draft.piece?.reason ?? ''}</blockquote>
      {issues.length > 0 && (
        <>
          <p>{t('returned.issues', { count: issues.length })}</p>
          <ul className={css.returnedIssues}>{issues.map(({ id, text, raised }) => <li key={id}>{text} <span className={css.since}>{raised.name}</span></li>)}</ul>
        </>
      )}
      {suggested > 0 && <p>{t('returned.suggested', { count: suggested })}</p>}
      <p>{t('returned.next')}</p>
    </Banner>
  )
}

/** Another window saved a newer draft: nothing here is lost, and nothing there is overwritten. */
export const StaleBanner = ({ session, onReload }: { session: Session; onReload: () => void }) => {
  const { t } = useTranslation('writing')
  const { failure } = useSyncExternalStore(session.saver.subscribe, session.saver.state)
  const [busy, setBusy] = useState(false)
  if (!isStale(failure)) return null
  const copy = async (): Promise<void> => {
    setBusy(true)
    const kept = await keepCopy(session.story(), (slugline) => t('stale.copyName', { slugline }))
    setBusy(false)
    if (!kept.ok) {
      sayFailure(t, kept)
      return
    }
    session.saver.forget()
    go({ screen: 'story', id: kept.value })
  }
  const reload = (): void => {
    session.saver.forget()
    onReload()
  }
  return (
    <Banner mark="look" title={t('stale.title')} acts={
      <>
        <Button size="compact-sm" loading={busy} onClick={() => void copy()}>{t('stale.copy')}</Button>
        <Button size="compact-sm" variant="default" disabled={busy} onClick={reload}>{t('stale.reload')}</Button>
      </>
    }>
      <p>{t('stale.words')}</p>
    </Banner>
  )
}
