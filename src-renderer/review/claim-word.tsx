import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconHandGrab } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { authorise } from '../../src-shared/review/access'
import { hasRole } from '../../src-shared/review/people'
import { rulesOf } from '../../src-shared/review/policy'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useReread } from '../ui/ask'
import { sayFailure } from '../ui/fault-note'
import { exactTime, useNow } from '../ui/time'
import { useHouse } from './house'
import classes from './piece.module.css'

/** How often a claim is looked after, and from how long before its end on it is renewed, in milliseconds. */
const LOOK = 60_000
const RENEW = 10 * 60_000
/** Nobody touched the window for so long: the claim is let run out. */
const ABSENT = 5 * 60_000

/** Renews a claim while its piece is on screen and somebody is there. */
const useRenewing = (id: string, until: string | null): void => {
  const renew = useEffectEvent(() => {
    if (until === null || document.visibilityState === 'hidden' || Date.parse(until) - Date.now() > RENEW) return
    void bench.ask('desk.claim', { id, takeOver: false })
  })
  const held = until !== null
  useEffect(() => {
    if (!held) return
    let touched = Date.now()
    const touch = (): void => {
      touched = Date.now()
    }
    const timer = setInterval(() => {
      if (Date.now() - touched < ABSENT) renew()
    }, LOOK)
    window.addEventListener('keydown', touch)
    window.addEventListener('pointermove', touch)
    return () => {
      clearInterval(timer)
      window.removeEventListener('keydown', touch)
      window.removeEventListener('pointermove', touch)
    }
  }, [held, id])
}

/** Who has the piece in hand, and how to take it, give it back, or take it over. */
export const ClaimWord = ({ piece }: { piece: Piece }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { person } = useApp()
  const house = useHouse()
  const reread = useReread()
  const now = useNow()
  const [busy, setBusy] = useState(false)
  const id = piece.standing.story
  const claim = piece.claim && Date.parse(piece.claim.until) > now ? piece.claim : null
  const own = claim?.person === person.id
  useRenewing(id, own ? claim.until : null)
  const policy = house.policyOf(piece.standing)
  const subject = { author: piece.standing.author, channel: piece.standing.channel }
  if (piece.standing.state !== 'inReview' || !authorise(person, 'claim', subject).ok || (piece.standing.author === person.id && !claim)) return null

  const act = async (asked: ReturnType<typeof bench.ask<'desk.claim' | 'desk.release'>>): Promise<void> => {
    setBusy(true)
    const outcome = await asked
    setBusy(false)
    if (!outcome.ok) sayFailure(t, outcome)
    reread('desk.piece', 'desk.pieces', 'desk.keptWorkings')
  }
  const askTakeOver = (name: string): void => {
    modals.openConfirmModal({
      title: t('review:claim.takeOverTitle', { name }),
      children: t('review:claim.takeOverWords', { name }),
      labels: { confirm: t('review:claim.takeOver'), cancel: t('common:cancel') },
      closeButtonProps: { 'aria-label': t('common:close') },
      onConfirm: () => void act(bench.ask('desk.claim', { id, takeOver: true })),
    })
  }
  const mayTakeOver = policy !== undefined && hasRole(person, rulesOf(policy).powers.takeOver, piece.standing.channel)
  return (
    <span className={classes['claim']} role="status" data-with={claim ? (own ? 'own' : 'other') : 'nobody'}>
      {claim && !own && <span title={t('review:claim.until', { time: exactTime(claim.until, i18n.language) })}>{t('review:claim.other', { name: claim.name })}</span>}
      {claim && own && <span title={t('review:claim.until', { time: exactTime(claim.until, i18n.language) })}>{t('review:claim.own')}</span>}
      {!claim && <Button size="compact-sm" variant="default" loading={busy} leftSection={<IconHandGrab size={15} aria-hidden />} title={`${t('review:claim.claim')} (C)`} onClick={() => void act(bench.ask('desk.claim', { id, takeOver: false }))}>{t('review:claim.claim')}</Button>}
      {own && <Button size="compact-sm" variant="subtle" loading={busy} onClick={() => void act(bench.ask('desk.release', { id }))}>{t('review:claim.release')}</Button>}
      {claim && !own && mayTakeOver && <Button size="compact-sm" variant="subtle" loading={busy} onClick={() => askTakeOver(claim.name)}>{t('review:claim.takeOver')}</Button>}
    </span>
  )
}
