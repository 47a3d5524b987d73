import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'
import { useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { failed, type Failure, type Outcome } from '../../../src-shared/outcome'
import { bench } from '../../bench'
import type { LivePiece } from '../../live/live-piece'
import { enterPiece, isEntered, leavePiece } from '../../live/open-piece'
import { useStanding } from '../../live/use-live'
import { useApp } from '../../ui/app-state'
import { describeFailure } from '../../ui/failure'
import { Patient } from '../../ui/patient'
import { settleSessions } from '../../writing/session'
import type { RoomProps } from './desk-room'
import { deskKey } from './desk-session'
import { LiveRoom } from './live-room'

/** Comes into a piece. What an earlier way of editing left unsent goes to the desk first; with the desk away only what is kept of a live session is opened. */
const enter = async (id: string, name: string): Promise<Outcome<LivePiece>> => {
  if (isEntered(id)) return enterPiece(id, name)
  await settleSessions(deskKey(id))
  const kept = await bench.ask('live.kept', null)
  if (kept.ok && kept.value.some((each) => each.id === id)) return enterPiece(id, name)
  const working = await bench.ask('desk.working', { id })
  if (!working.ok) return working
  if (working.value.asOf !== null || working.value.unsent) return failed('desk-unreachable', 'The desk is away.')
  return enterPiece(id, name)
}

const say = (t: TFunction, id: string, message: string): void => {
  notifications.hide(id)
  notifications.show({ id, message, autoClose: 10_000, closeButtonProps: { 'aria-label': t('writing:close') } })
}

/** Tells what happens to an open piece that is not to be seen in its text. */
const useTelling = (piece: LivePiece): void => {
  const { t } = useTranslation(['review', 'writing'])
  const told = useEffectEvent((before: ReturnType<LivePiece['standing']>, now: ReturnType<LivePiece['standing']>): void => {
    const { id } = piece
    if (now.failure?.code === 'live-ended' && before.failure?.code !== 'live-ended') {
      const { reason } = now.failure.details
      if (reason === 'stage' || reason === 'takeover') say(t, `live-${id}`, t(`review:live.ended.${reason}`))
    }
    if (now.merges > before.merges) say(t, `arrived-${id}`, t('review:edit.merged'))
    if (now.aside && !before.aside) say(t, `aside-${id}`, t('review:live.aside', { why: now.failure ? describeFailure(t, now.failure) : '' }))
  })
  useEffect(() => {
    let before = piece.standing()
    // Told from the piece and not from what is drawn: a session that ended comes back before anything is drawn.
    const tell = (): void => {
      const now = piece.standing()
      const was = before
      before = now
      told(was, now)
    }
    return piece.subscribe(tell)
  }, [piece])
}

const Entered = ({ piece, ...props }: RoomProps & { piece: LivePiece; again: () => void }) => {
  const { document } = useStanding(piece)
  useTelling(piece)
  return <LiveRoom key={document} {...props} piece={piece} />
}

/** A piece edited together with whoever else is in it. `alone` is told why that is not possible. */
export const LiveView = ({ alone, ...props }: RoomProps & { alone: (why: Failure) => void }) => {
  const { id } = props
  const { person } = useApp()
  const [opening, setOpening] = useState(0)
  const [entered, setEntered] = useState<{ piece: LivePiece; opening: number } | null>(null)
  const refused = useEffectEvent(alone)
  useEffect(() => {
    let gone = false
    let held: LivePiece | null = null
    void enter(id, person.name).then((outcome) => {
      if (!outcome.ok) {
        if (!gone) refused(outcome)
        return
      }
      held = outcome.value
      if (gone) void leavePiece(held)
      else setEntered({ piece: held, opening })
    })
    return () => {
      gone = true
      if (held) void leavePiece(held)
    }
  }, [id, person.name, opening])
  if (entered?.opening !== opening) return <Patient />
  return <Entered {...props} piece={entered.piece} again={() => setOpening((count) => count + 1)} />
}
