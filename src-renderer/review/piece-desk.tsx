import { lazy, Suspense, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'

import type { ReadPiece } from '../../src-shared/bridge/desk'
import { authorise } from '../../src-shared/review/access'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { usePlainKeys } from '../ui/keys'
import { Patient } from '../ui/patient'
import { exactTime } from '../ui/time'
import { judge, type Act } from './allowed'
import type { Place } from '../writing/jump'
import { ChangesView, type Sides } from './changes-view'
import { useClaiming } from './claiming'
import { DecisionBar, offersOf, type Offered } from './decision-bar'
import { DecisionDialog } from './decision-dialog'
import type { DeskHandle } from './editing/desk-room'
import { gatesOf, placeOfGate, type Gate } from './gates'
import { useHouse } from './house'
import { takeIntent } from './intent'
import { PieceHead, type View } from './piece-head'
import { PieceSide, type SideTab } from './piece-side'
import classes from './piece.module.css'
import { ReviewSheet } from './review-sheet'
import { firstComparison, revisionSide, revisionsOf } from './revisions'
import { deskPhotos } from './side-story'

const StoryPage = lazy(async () => ({ default: (await import('../writing/story-page')).StoryPage }))
const EditView = lazy(async () => ({ default: (await import('./editing/edit-view')).EditView }))

/** How long a revision is on screen before it counts as read, in milliseconds. */
const READ = 1500

/** Tells once what stands beside it is on screen: nothing of a boundary is, until all of it has come. */
const Drawn = ({ tell }: { tell: (drawn: true) => void }) => {
  useEffect(() => tell(true), [tell])
  return null
}

/** Says of each revision shown that this person has read it; where the desk is away that is no harm. */
const useSeen = (id: string, sha256: string, drawn: boolean): void => {
  useEffect(() => {
    if (!drawn) return
    const timer = setTimeout(() => void bench.ask('desk.seen', { id, sha256 }), READ)
    return () => clearTimeout(timer)
  }, [id, sha256, drawn])
}

/** What was seen when the piece was opened: reading it now does not take that away. */
const useSeenBefore = (seen: string | null): string | null => useState(seen)[0]

type Props = { id: string; read: ReadPiece; failed: unknown; retry: () => void }

/** The review desk of one piece. */
export const PieceDesk = ({ id, read, failed, retry }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common', 'handoff'])
  const { person, newsroom, connection } = useApp()
  const house = useHouse()
  const reread = useReread()
  const claiming = useClaiming()
  const { dossier, story, seal, asOf, carried } = read
  const { piece, events } = dossier
  const { standing } = piece
  const current = standing.revision.sha256
  const policy = house.policyOf(standing)
  const asker = house.askerFor(standing)
  const mayEdit = standing.state === 'inReview' && judge(standing, 'revise', asker).refusal === null
  // Together with whoever edits it, another editor of its channel suggests.
  const maySuggest = !mayEdit && standing.state === 'inReview' && newsroom?.live === true && connection.state !== 'embedded' && standing.author !== person.id && authorise(person, 'editWorking', { author: standing.author, channel: piece.channel }).ok
  const working = useAsk('desk.working', { id }, { enabled: piece.edited })
  const kept = useAsk('desk.keptWorkings', { id }).data ?? []
  const unsent = useAsk('live.kept', null).data?.some((each) => each.id === id) ?? false
  const seen = useSeenBefore(read.seen)
  /** The piece itself is on screen, not only the room around it. */
  const [drawn, setDrawn] = useState(false)
  useSeen(id, current, drawn)

  const revisions = useMemo(() => revisionsOf(events), [events])
  const numberOf = useCallback((sha256: string) => revisions.findLast((revision) => revision.sha256 === sha256)?.number, [revisions])
  const offered = firstComparison({ current, seen, revisions, edited: piece.edited, signed: seal.holds ? null : seal.signed })
  const [view, setView] = useState<View>(offered?.first ? 'changes' : 'read')
  const [chosenSides, setSides] = useState<Sides | null>(null)
  const sides = chosenSides ?? offered
  const [tab, setTab] = useState<SideTab>('review')
  const [deciding, setDeciding] = useState<Offered | null>(null)
  const room = useRef<DeskHandle>(null)
  /** Where the open copy is to be gone to; a new object each time. */
  const [at, setAt] = useState<{ place: Place } | null>(null)
  const editedStory = piece.edited ? (working.data ?? null) : null
  const gates = useMemo(() => gatesOf(standing, policy, editedStory), [standing, policy, editedStory])
  const photoUrl = useMemo(() => deskPhotos(id), [id])
  const views: View[] = ['read', ...(sides ? (['changes'] as const) : []), ...(mayEdit || maySuggest ? (['edit'] as const) : [])]
  const shown: View = views.includes(view) ? view : 'read'

  const compareWith = (next: Sides): void => {
    setSides(next)
    setView('changes')
  }
  const choose = (next: Offered): void => {
    void (async () => {
      // A decision is about what the desk has: what is typed and not yet there goes first.
      const saved = await room.current?.flush()
      if (saved && !saved.ok) {
        sayFailure(t, saved)
        return
      }
      reread('desk.piece')
      if (saved) await working.refetch()
      setDeciding(next)
    })()
  }
  const jump = (kind: Gate['kind']): void => {
    if (kind === 'proofs' || kind === 'issues') {
      flushSync(() => {
        setTab('review')
        if (shown === 'edit') setView('read')
      })
      const place = document.getElementById(kind === 'proofs' ? 'piece-stages' : 'piece-issues')
      place?.scrollIntoView({ block: 'nearest' })
      place?.focus({ preventScroll: true })
      return
    }
    const place = editedStory && placeOfGate(kind, editedStory)
    if (!mayEdit || !place) return
    setView('edit')
    setAt({ place })
  }
  const done = (act: Act): void => {
    if (act === 'revise' || act === 'proof' || act === 'pass' || act === 'signOff') setView('read')
    setSides(null)
  }

  const begin = useEffectEvent(() => {
    const act = takeIntent(id)
    const found = act && offersOf(piece, asker, seal.holds, false).find((each) => each.act === act && !each.verdict.refusal)
    if (found) choose(found)
  })
  // A decision asked for in the queue waits until the piece can be seen, however long its page takes to come.
  useEffect(() => {
    if (drawn) begin()
  }, [drawn])
  usePlainKeys((key, event) => {
    const next = views[Number(key) - 1]
    if (next) setView(next)
    else if (key === 'e' && (mayEdit || maySuggest)) setView('edit')
    else if (key === 'c' && !piece.claim && standing.state === 'inReview') void claiming('claim', [id])
    else return
    event.preventDefault()
  })

  return (
    <div className={classes['room']} data-view={shown}>
      <PieceHead piece={piece} embargo={story.embargo} policy={policy} view={shown} views={views} onView={setView} print={() => window.print()} />
      {(asOf !== null || failed !== null || (unsent && shown !== 'edit')) && (
        <div className={classes['stale']}>
          {carried ? <p role="status">{t('handoff:carried', { name: carried.name, time: exactTime(carried.at, i18n.language) })}{carried.note !== '' && <> {t('handoff:carriedNote', { note: carried.note })}</>}</p>
            : asOf !== null && <p role="status">{t('review:asOf', { time: exactTime(asOf, i18n.language) })}</p>}
          {unsent && shown !== 'edit' && <p role="status">{t('review:live.unsent')}</p>}
          {failed !== null && <FaultNote fault={failed} retry={retry} />}
        </div>
      )}
      <div className={classes['main']}>
        <Suspense fallback={<Patient />}>
          <Drawn tell={setDrawn} />
          {shown === 'read' && (
            <section className={classes['page']} aria-label={t('review:page')} tabIndex={0}>
              <StoryPage story={story} photoUrl={photoUrl} />
            </section>
          )}
          {shown === 'changes' && sides && <ChangesView id={id} sides={sides} onSides={setSides} revisions={revisions} kept={kept} edited={piece.edited} seen={seen} current={{ sha256: current, story }} />}
          {shown === 'edit' && (
            <EditView id={id} base={current} mayEdit={mayEdit} at={at} ref={room} revise={() => {
              const verdict = judge(standing, 'revise', asker)
              if (!verdict.refusal) choose({ act: 'revise', verdict })
            }} />
          )}
        </Suspense>
      </div>
      {shown !== 'edit' && (
        <PieceSide read={read} policy={policy} tab={tab} onTab={setTab} numberOf={numberOf} kept={kept}
          compareKept={({ id: version }) => compareWith({ before: `kept:${version}`, after: piece.edited ? 'working' : revisionSide(current) })}
          showDifference={!seal.holds && seal.signed !== null && seal.signed !== current ? () => compareWith({ before: revisionSide(seal.signed ?? current), after: revisionSide(current) }) : null} />
      )}
      <DecisionBar piece={piece} policy={policy} asker={asker} holds={seal.holds} gates={gates} choose={choose} jump={jump} />
      {deciding && (
        <DecisionDialog key={`${deciding.act} ${standing.lastEvent}`} act={deciding.act} verdict={deciding.verdict} piece={piece} story={story} events={events} policy={policy} working={editedStory} close={() => setDeciding(null)} jump={jump} done={done} />
      )}
      <ReviewSheet dossier={dossier} policy={policy} story={story} holds={seal.holds} numberOf={numberOf} by={person.name} />
    </div>
  )
}
