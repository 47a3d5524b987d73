import { Button, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconArrowRight, IconBan, IconChecks, IconPlayerPause, IconPlayerPlay, IconRestore, IconSignature, type Icon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { failed, type Failure } from '../../src-shared/outcome'
import type { Policy } from '../../src-shared/review/policy'
import { useApp } from '../ui/app-state'
import { describeFailure } from '../ui/failure'
import { usePlainKeys } from '../ui/keys'
import { useOfferActs } from '../ui/screen-acts'
import { stageTitle } from '../ui/stage'
import { actsFor, judge, type Act, type Asker, type Verdict } from './allowed'
import { GateList } from './gate-list'
import type { Gate } from './gates'
import { claimRefusal } from './house'
import { passWord } from './pass-word'
import classes from './piece.module.css'
import { useWaitingActs, WaitingAct } from './waiting-act'

const ICONS: Record<Act, Icon> = { return: IconArrowBackUp, pass: IconArrowRight, signOff: IconSignature, proof: IconChecks, hold: IconPlayerPause, release: IconPlayerPlay, spike: IconBan, revive: IconRestore, revise: IconChecks }
const KEYS: Partial<Record<Act, string>> = { return: 'R', pass: 'A', signOff: 'A', proof: 'O', hold: 'H', release: 'H' }
/** Acts whose signature says that what is on screen was read. */
const NEEDS_SEAL: ReadonlySet<Act> = new Set(['pass', 'signOff', 'proof'])

/** Acts that belong to who has the piece in hand, where anybody has. */
const STAGE_ACTS: ReadonlySet<Act> = new Set(['pass', 'signOff', 'return'])

/** An act with whether it may be done. */
export type Offered = { act: Act; verdict: Verdict }

/** The acts that belong to where a piece stands, each with whether this person may do it. */
export const offersOf = (piece: Piece, asker: Asker, holds: boolean, waiting: boolean): Offered[] =>
  actsFor(piece.standing, asker.policy).map((act) => {
    const verdict = judge(piece.standing, act, asker)
    const stop = (refusal: Failure): Offered => ({ act, verdict: { own: false, lent: [], refusal } })
    if (verdict.refusal) return { act, verdict }
    if (waiting) return stop(failed('decision-waiting', 'A decision on this piece waits for the desk.'))
    const claimed = STAGE_ACTS.has(act) ? claimRefusal(piece, asker.person, asker.now) : null
    if (claimed) return stop(claimed)
    return !holds && NEEDS_SEAL.has(act) ? stop(failed('seal-broken', 'The seal does not hold.')) : { act, verdict }
  })

type Props = { piece: Piece; policy: Policy | undefined; asker: Asker; holds: boolean; gates: readonly Gate[]; choose: (offered: Offered) => void; jump: (kind: Gate['kind']) => void }

/** The acts the rules let this person do here, the others with why not, in words; what stands before the next stage; and what waits for the desk. */
export const DecisionBar = ({ piece, policy, asker, holds, gates, choose, jump }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { connection } = useApp()
  const waiting = useWaitingActs(piece.standing.story)
  const offers = offersOf(piece, asker, holds, waiting.some(({ signedBy }) => signedBy === ''))
  const forward = offers.find(({ act }) => act === 'pass' || act === 'signOff')
  const stageId = policy?.stages[piece.standing.stage]?.id ?? ''
  const stage = stageTitle(t, policy, stageId, i18n.language)
  const word = (act: Act): string => (act === 'proof' ? passWord(t, piece.standing.proofs.length + 1, policy) : t(`common:decision.${act}`))
  const may = (act: Act): Offered | undefined => offers.find((each) => each.act === act && !each.verdict.refusal)

  usePlainKeys((key, event) => {
    const found = offers.find(({ act, verdict }) => KEYS[act]?.toLowerCase() === key && !verdict.refusal)
    if (!found) return
    event.preventDefault()
    choose(found)
  })
  useOfferActs(offers.filter(({ verdict }) => !verdict.refusal).map((offered) => ({ id: offered.act, label: word(offered.act), keys: KEYS[offered.act] ?? '', run: () => choose(offered) })))

  if (offers.length === 0 && waiting.length === 0) return null
  const away = connection.state === 'offline'
  const why = forward?.verdict.refusal ?? (offers.every(({ verdict }) => verdict.refusal) ? offers[0]?.verdict.refusal : null)
  const hint = why ? describeFailure(t, why) : forward ? t(`review:decide.${forward.act === 'signOff' ? 'signOff' : 'pass'}.hint`, { stage }) : piece.reason ? t('review:because', { reason: piece.reason }) : ''
  return (
    <section className={classes['bar']} aria-label={t('review:decide.label')}>
      {waiting.map((entry) => <WaitingAct key={entry.id} entry={entry} />)}
      <div className={classes['why']}>
        <p>{hint}{away && offers.some(({ verdict }) => !verdict.refusal) && <> {t('review:waiting.will')}</>}</p>
        {forward && !forward.verdict.refusal && <GateList gates={gates} go={jump} />}
      </div>
      <div className={classes['acts']}>
        {offers.map((offered) => {
          const { act, verdict } = offered
          const ActIcon = ICONS[act]
          const key = KEYS[act]
          const refusal = verdict.refusal ? describeFailure(t, verdict.refusal) : null
          const id = `why-not-${act}`
          const lent = !verdict.own && verdict.lent[0] ? t('review:behalf.under', { name: verdict.lent[0].fromName }) : null
          return (
            <span key={act}>
              <Tooltip multiline maw={320} label={refusal ?? lent ?? (key ? `${word(act)} (${key})` : word(act))} events={{ hover: true, focus: true, touch: true }}>
                {/* Reached by the keyboard although it cannot be used: it says why. */}
                <Button
                  size="sm"
                  variant={act === 'pass' || act === 'signOff' ? 'filled' : 'default'}
                  color={act === 'signOff' ? 'cinnabar' : 'ink'}
                  leftSection={<ActIcon size={17} aria-hidden />}
                  data-disabled={refusal !== null || undefined}
                  aria-disabled={refusal !== null}
                  aria-describedby={refusal || lent ? id : undefined}
                  onClick={() => {
                    const chosen = may(act)
                    if (chosen) choose(chosen)
                  }}
                >
                  {word(act)}
                </Button>
              </Tooltip>
              {(refusal ?? lent) && <span id={id} className="unseen">{refusal ?? lent}</span>}
            </span>
          )
        })}
      </div>
    </section>
  )
}
