import { Button } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import type { Draft, OutboxEntry } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { proofsMissing } from '../../src-shared/review/proofs'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { sayFailure } from '../ui/fault-note'
import { useNow } from '../ui/time'
import { HandOverButton } from '../handoff/hand-over-button'
import { useHouse } from '../review/house'
import { Banner } from './banners'
import { mayCorrect } from './opened-draft'
import { momentWords } from './history/version-words'

type Words = { title: string; words: string[]; since?: string }

/** What comes after the stage a piece is at, in the words of the policy. */
const nextWords = (t: TFunction, piece: Piece, policy: Policy | undefined, language: 'zh-CN' | 'en'): string[] => {
  const { standing } = piece
  const next = policy?.stages[standing.stage + 1]?.title[language]
  const proofs = policy ? proofsMissing(standing, rulesOf(policy), policy.stages.length - 1) : 0
  return [next ? t('writing:where.nextStage', { stage: next }) : t('writing:where.nextSignOff'), ...(proofs > 0 ? [t('writing:where.proofs', { count: proofs })] : [])]
}

const inReview = (t: TFunction, piece: Piece, policy: Policy | undefined, language: 'zh-CN' | 'en', now: number): Words => {
  const { standing, claim, dueAt, reason } = piece
  const why = reason === '' ? [] : [t('writing:where.reason', { reason })]
  if (standing.state === 'held') return { title: t('writing:where.held'), words: [...why, t('writing:where.heldNext')], since: piece.waitingSince }
  if (standing.state === 'spiked') return { title: t('writing:where.spiked'), words: [...why, t('writing:where.spikedNext')], since: piece.waitingSince }
  if (standing.state === 'signedOff') return { title: t('writing:where.signedOff'), words: [t('writing:where.signedBy', { name: piece.signedBy }), t('writing:where.nextPublish')], since: piece.signedAt }
  const stage = policy?.stages[standing.stage]?.title[language] ?? ''
  const has = claim !== null && Date.parse(claim.until) > now ? t('writing:where.has', { name: claim.name, stage }) : t('writing:where.who', { stage })
  const due = dueAt === null ? [] : [t(Date.parse(dueAt) < now ? 'writing:where.overdue' : 'writing:where.due', { time: momentWords(dueAt, language) })]
  return { title: t('writing:where.inReview', { stage }), words: [has, ...due, ...(piece.edited ? [t('writing:where.edited')] : []), ...nextWords(t, piece, policy, language)], since: piece.waitingSince }
}

const waiting = (t: TFunction, entry: OutboxEntry | undefined): Words => {
  if (entry?.state === 'parked') return { title: t('writing:where.parked'), words: [describeFailure(t, { code: entry.code, message: entry.message, details: {} }), t('writing:where.parkedNext')] }
  const words = [t('writing:where.waitingNext')]
  if (entry?.code) words.unshift(describeFailure(t, { code: entry.code, message: entry.message, details: {} }))
  return { title: t(entry?.state === 'sending' ? 'writing:where.sending' : 'writing:where.waiting'), words, since: entry?.queuedAt }
}

const published = (t: TFunction, piece: Piece | null, names: ReadonlyMap<string, string>): Words => ({
  title: t('writing:where.published'),
  words: piece?.publications.filter(({ state }) => state === 'published' || state === 'failed').map(({ destination, state, code, message }) => {
    const name = names.get(destination) ?? destination
    return state === 'published' ? t('writing:where.publishedAt', { name }) : t('writing:where.publishFailed', { name, why: describeFailure(t, { code, message, details: {} }) })
  }) ?? [],
})

/** Where a piece that is not the writer's to change is, who has it, and what happens next; with what may be done about it. */
export const WhereItIs = ({ draft, onMoved, onCorrect }: { draft: Draft; onMoved: () => void; onCorrect: () => void }) => {
  const { t, i18n } = useTranslation('writing')
  const { newsroom } = useApp()
  const house = useHouse()
  const now = useNow()
  const reread = useReread()
  const outbox = useAsk('outbox.list', null, { enabled: draft.group === 'waiting' })
  const entry = outbox.data?.find(({ story }) => story === draft.story.id)
  const act = async (asked: ReturnType<typeof bench.ask<'outbox.withdraw' | 'outbox.retry' | 'library.restore'>>): Promise<void> => {
    const outcome = await asked
    reread('outbox.list', 'library.list')
    if (!outcome.ok) sayFailure(t, outcome)
    else onMoved()
  }
  const language = i18n.language === 'en' ? 'en' : 'zh-CN'
  const names = new Map(newsroom?.destinations.map(({ id, name }) => [id, name]))
  const said: Words =
    draft.group === 'bin' ? { title: t('where.bin'), words: [t('where.binNext')] }
    : draft.group === 'waiting' ? waiting(t, entry)
    : draft.group === 'published' ? published(t, draft.piece, names)
    : draft.piece ? inReview(t, draft.piece, house.policyOf(draft.piece.standing), language, now)
    : { title: t('where.atDesk'), words: [] }
  const acts =
    draft.group === 'bin' ? <Button size="compact-sm" onClick={() => void act(bench.ask('library.restore', { id: draft.story.id }))}>{t('where.restore')}</Button>
    : entry && draft.group === 'waiting' ? (
      <>
        {entry.state !== 'sending' && <Button size="compact-sm" onClick={() => void act(bench.ask('outbox.retry', { id: entry.id }))}>{t('where.retry')}</Button>}
        <Button size="compact-sm" variant="default" disabled={entry.state === 'sending'} onClick={() => void act(bench.ask('outbox.withdraw', { id: entry.id }))}>{t('where.withdraw')}</Button>
      </>
    ) : mayCorrect(draft) ? <Button size="compact-sm" variant="default" onClick={onCorrect}>{t('correct.act')}</Button>
    : undefined
  return (
    <Banner title={said.title} since={said.since} mark={entry?.state === 'parked' ? 'look' : undefined} acts={draft.group === 'waiting' || draft.group === 'inReview' ? <>{acts}<HandOverButton id={draft.story.id} kinds={draft.group === 'waiting' ? ['review', 'acts'] : ['review']} /></> : acts}>
      <p>{said.words.join(t('where.join'))}</p>
    </Banner>
  )
}
