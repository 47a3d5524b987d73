import { IconHandGrab, IconHandOff } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import type { DeskRow } from '../../src-shared/bridge/desk'
import type { Piece } from '../../src-shared/desk-api/pieces'
import library from '../library/library.module.css'
import { useApp } from '../ui/app-state'
import { EmbargoPill } from '../ui/embargo-pill'
import { describeFailure } from '../ui/failure'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import { standingTone, standingWord } from '../ui/stage'
import { useNow, When } from '../ui/time'
import { judge, waitsFor } from './allowed'
import { Due } from './due'
import { isWithAnother, type House } from './house'
import { passWord } from './pass-word'
import css from './queue.module.css'

/** A piece as the host lists it; `carried` where it came in a file. */
type Row = Piece & Partial<Pick<DeskRow, 'carried'>>

type Props = { piece: Row; house: House; chosen: boolean; claim: (act: 'claim' | 'release', id: string) => void; choose: (id: string, stretch: boolean) => void }

/** What waits here for this person, or why nothing does. */
const Under = ({ piece, house }: Pick<Props, 'piece' | 'house'>) => {
  const { t } = useTranslation('review')
  const { standing, reason } = piece
  if ((standing.state === 'held' || standing.state === 'spiked') && reason !== '') return <span className={library['under']} title={reason}>{t(`stopped.${standing.state}`, { reason })}</span>
  if (standing.state !== 'inReview') return null
  const asker = house.askerFor(standing)
  const waits = waitsFor(standing, asker)
  if (waits === 'proof') return <span className={library['under']}>{t('proofForYou', { pass: passWord(t, standing.proofs.length + 1, asker.policy) })}</span>
  const { refusal } = judge(standing, 'return', asker)
  return refusal ? <span className={library['under']}>{describeFailure(t, refusal)}</span> : null
}

const Claimed = ({ piece, claim }: Pick<Props, 'piece' | 'claim'>) => {
  const { t } = useTranslation('review')
  const { person } = useApp()
  const now = useNow()
  const id = piece.standing.story
  const name = piece.headline || piece.slugline
  if (isWithAnother(piece, person, now)) return <span className={css['with']} title={t('claim.other', { name: piece.claim?.name })}>{piece.claim?.name}</span>
  if (piece.standing.state !== 'inReview') return null
  return piece.claim && Date.parse(piece.claim.until) > now ? (
    <>
      <b className={css['own']}>{t('claim.you')}</b>
      <button type="button" className={library['tool']} aria-label={t('claim.releaseOf', { name })} title={`${t('claim.release')} (U)`} onClick={() => claim('release', id)}><IconHandOff size={15} aria-hidden /></button>
    </>
  ) : (
    <button type="button" className={library['tool']} aria-label={t('claim.claimOf', { name })} title={`${t('claim.claim')} (C)`} onClick={() => claim('claim', id)}><IconHandGrab size={15} aria-hidden /></button>
  )
}

/** One piece of the queue; `claim` and `choose` must stay the same between renders. */
export const QueueRow = memo(({ piece, house, chosen, claim, choose }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common', 'handoff'])
  const { standing } = piece
  const id = standing.story
  const name = piece.headline || piece.slugline || t('common:untitled')
  const cell = library['cell'] ?? ''
  const wide = library['wide'] ?? ''
  const number = library['number'] ?? ''
  return (
    <div role="row" className={library['row']} data-chosen={chosen || undefined}>
      <span role="cell" className={library['pick']}>
        <input type="checkbox" checked={chosen} aria-label={t('review:choose', { name })} tabIndex={-1} onChange={(event) => choose(id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)} />
      </span>
      <span role="cell" className={cell}><Pill tone={standingTone(standing)}>{standingWord(t, house.policyOf(standing), standing, i18n.language)}</Pill></span>
      <span role="rowheader" className={library['name']}>
        <a className={library['open']} href={addressOf({ screen: 'piece', id })} data-row={id}>{name}</a>
        {piece.carried && <span className={css['edited']}>{t('handoff:row', { name: piece.carried.name })}</span>}
        {piece.edited && <span className={css['edited']}>{t('review:edited')}</span>}
        <span className={library['held']}><EmbargoPill until={piece.embargo} /></span>
        <Under piece={piece} house={house} />
      </span>
      <span role="cell" className={cell} title={piece.channel.join(' / ')}>{piece.channel.join(' / ')}</span>
      <span role="cell" className={`${cell} ${wide}`}>{piece.authorName}</span>
      <span role="cell" className={cell}>
        <When at={piece.waitingSince} />
        {piece.dueAt !== null && standing.state === 'inReview' && <Due at={piece.dueAt} />}
      </span>
      <span role="cell" className={css['claim']}><Claimed piece={piece} claim={claim} /></span>
      <span role="cell" className={`${cell} ${number} ${wide}`}>{piece.characters.toLocaleString(i18n.language)}</span>
      <span role="cell" className={`${cell} ${number} ${wide}`}>{piece.photos > 0 ? piece.photos : ''}</span>
    </div>
  )
})
QueueRow.displayName = 'QueueRow'
