import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import type { When } from '../../src-shared/desk-api/publishing-routes'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { say } from '../ui/say'
import type { Place } from './place'
import type { Act } from './standing'
import { useAsking } from './use-asking'

/** Acts that are asked about in a dialog first. */
export type Asked = 'at' | 'reschedule' | 'takeDown' | 'compare' | 'preview'
const isAsked = (act: Act): act is Asked => act === 'at' || act === 'reschedule' || act === 'takeDown' || act === 'compare' || act === 'preview'

/** What somebody can do with a piece at one destination, and the dialog that is open for it. */
export type DestinationActs = {
  busy: boolean
  fault: Failure | null
  /** The act whose dialog is open. */
  open: Asked | null
  close: () => void
  run: (act: Act) => void
  /** Publishes at a time, or gives what waits another. */
  at: (when: When) => void
  takeDown: (reason: string) => void
  /** Does what was asked though somebody edited it there, over the version that was shown. */
  over: (version: string) => void
}

/** The acts of a piece at one destination. A dialog closes once the desk took what it asks for, and stays with the refusal otherwise. */
export const useDestinationActs = (piece: Piece, place: Place, publication: Publication | undefined): DestinationActs => {
  const { t } = useTranslation(['published', 'common'])
  const { busy, fault, ask } = useAsking()
  const [open, setOpen] = useState<Asked | null>(null)
  const there = { id: piece.standing.story, destination: place.id }
  const name = { headline: piece.headline || piece.slugline, destination: place.name }
  const closing = (act: Parameters<typeof ask>[0]): void => void ask(act).then(({ ok }) => { if (ok) setOpen(null) })
  const publish = (when: When): void => closing(() => bench.ask('published.publish', { ...there, when }))

  /** Cancelling what was to go at an hour can be undone while that hour is to come. */
  const cancel = async (): Promise<void> => {
    const { hour = null, doing } = publication ?? {}
    const outcome = await ask(() => bench.ask('published.cancel', there))
    if (!outcome.ok) return
    // The row says that it is being taken back.
    if (outcome.value?.handed) { setOpen(null); return }
    const back = hour !== null && doing === 'publish' && Date.parse(hour) > Date.now() ? { word: t('common:undo'), act: () => publish(hour) } : undefined
    say(t, `cancelled-${there.id}-${there.destination}`, t('published:cancelled', name), back)
    setOpen(null)
  }
  const run = (act: Act): void => {
    if (isAsked(act)) {
      setOpen(act)
      return
    }
    switch (act) {
      case 'publish':
      case 'correct':
      case 'again':
        publish('now')
        return
      case 'retry':
      case 'now':
        void ask(() => bench.ask('published.retry', there))
        return
      case 'hold':
      case 'release':
        void ask(() => bench.ask('published.hold', { ...there, held: act === 'hold' }))
        return
      case 'cancel':
        void cancel()
    }
  }
  return {
    busy,
    fault,
    open,
    close: () => setOpen(null),
    run,
    at: (when) => (open === 'reschedule' ? closing(() => bench.ask('published.reschedule', { ...there, when })) : publish(when)),
    takeDown: (reason) => closing(() => bench.ask('published.takeDown', { ...there, reason })),
    over: (version) => closing(() => (publication?.state === 'failed' || publication?.state === 'waiting' ? bench.ask('published.retry', { ...there, over: version }) : bench.ask('published.publish', { ...there, when: 'now', over: version }))),
  }
}
