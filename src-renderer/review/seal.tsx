import { Button } from '@mantine/core'
import { IconAlertTriangle, IconFileCheck, IconRosetteDiscountCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Seal as SealState } from '../../src-shared/bridge/desk'
import type { Piece, PieceEvent } from '../../src-shared/desk-api/pieces'
import { describeFailure } from '../ui/failure'
import { exactTime } from '../ui/time'
import { shortFingerprint } from './fingerprint'
import classes from './piece.module.css'

type Props = { seal: SealState; piece: Piece; events: readonly PieceEvent[]; /** Shows what differs from what was signed; absent where that is not stored. */ showDifference: (() => void) | null }

/** What the signatures prove of the bytes on screen, and no more; or exactly why they no longer do, with the difference. */
export const Seal = ({ seal, piece, events, showDifference }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const signed = piece.standing.state === 'signedOff' || piece.standing.state === 'published'
  const kind = !seal.holds ? 'broken' : signed ? 'signed' : 'open'
  const brought = events.findLast(({ decision }) => decision === 'submit' || decision === 'revise' || decision === 'correct')
  const details = {
    name: signed ? piece.signedBy : (brought?.name ?? piece.authorName),
    time: exactTime(signed ? piece.signedAt : (brought?.at ?? piece.submittedAt), i18n.language),
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
      {kind === 'broken' && seal.signed !== null && (
        <>
          <p className={classes['print']} title={seal.signed}>{t('review:seal.wasSigned')} {shortFingerprint(seal.signed)}</p>
          {showDifference && <Button size="compact-sm" variant="default" mt={8} onClick={showDifference}>{t('review:seal.difference')}</Button>}
        </>
      )}
    </section>
  )
}
