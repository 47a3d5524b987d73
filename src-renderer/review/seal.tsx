import { IconAlertTriangle, IconFileCheck, IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Piece, PieceEvent } from '../../src-shared/desk-api/pieces'
import { describeFailure } from '../ui/failure'
import { exactTime } from '../ui/time'
import { shortFingerprint } from './fingerprint'
import classes from './piece.module.css'

/** What the signatures prove of the bytes on screen, and no more; or exactly why they no longer do. */
export const Seal = ({ seal, piece, events }: { seal: Output<'desk.piece'>['seal']; piece: Piece; events: readonly PieceEvent[] }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const signed = piece.standing.state === 'signedOff' || piece.standing.state === 'published'
  const kind = !seal.holds ? 'broken' : signed ? 'signed' : 'open'
  const submission = events.findLast((event) => event.decision === 'submit')
  const details = {
    name: signed ? piece.signedBy : (submission?.name ?? piece.authorName),
    time: exactTime(signed ? piece.signedAt : (submission?.at ?? piece.submittedAt), i18n.language),
  }
  const KindIcon = kind === 'broken' ? IconAlertTriangle : kind === 'signed' ? IconRosetteDiscountCheck : IconFileCheck
  return (
    <section className={classes['seal']} data-kind={kind} aria-labelledby="seal-title" role={kind === 'broken' ? 'alert' : undefined}>
      <h2 id="seal-title">
        <KindIcon size={17} aria-hidden /> {t(`review:seal.${kind}.title`)}
      </h2>
      <p>{seal.holds ? t(`review:seal.${kind}.proves`, details) : describeFailure(t, { code: seal.code, message: seal.message, details: {} })}</p>
      <p className={classes['print']} title={piece.standing.revision.sha256}>
        {t('review:fingerprint')} {shortFingerprint(piece.standing.revision.sha256)}
      </p>
    </section>
  )
}
